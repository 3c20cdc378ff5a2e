"""What WeasyPrint's structure tree lacks to be PDF/UA-1: the bodies of list items.

An item's element may hold a label and a body only (ISO 32000-1, 14.8.4.3.3); WeasyPrint puts the paragraphs
of an item that has any beside its label.
"""

from typing import Any

import pydyf

_LIST_ITEM, _IN_LIST_ITEM = "/LI", ("/Lbl", "/LBody")


def wrap_list_bodies(document: object, pdf: pydyf.PDF) -> None:
    """A finisher for WeasyPrint: gather what stands in a list item beside its label into a body."""
    del document
    elements = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}
    items = [element for element in elements.values() if element.get("S") == _LIST_ITEM]
    for item in items:
        _wrap(item, elements, pdf)


def _wrap(item: Any, elements: dict[bytes, Any], pdf: pydyf.PDF) -> None:
    outside = [kid for kid in item["K"] if elements.get(kid, {}).get("S") not in _IN_LIST_ITEM]
    if not outside:
        return
    kept = [kid for kid in item["K"] if kid not in outside]
    bodies = [kid for kid in kept if elements[kid]["S"] == "/LBody"]
    body = elements[bodies[-1]] if bodies else _new_body(item, pdf)
    for kid in outside:
        elements[kid]["P"] = body.reference
        body["K"].append(kid)
    item["K"] = pydyf.Array(kept if bodies else [*kept, body.reference])


def _new_body(item: Any, pdf: pydyf.PDF) -> Any:
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    return body
