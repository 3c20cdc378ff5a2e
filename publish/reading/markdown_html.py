"""HTML inside Markdown: which of its elements are still open where a blank line ends a passage of it."""

import re

# Elements that mean something to the model and may stand around blank lines and Markdown blocks.
_CONTAINERS = "table|tbody|thead|tr|td|th|ul|ol|li|dl|dd|blockquote|details|figure|pre|ruby"
_TAG = re.compile(rf"<(/?)({_CONTAINERS})(?=[\s/>])[^>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def open_containers(source: str, already: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of the elements that are open after `source`, the outermost first."""
    names = list(already)
    for close, tag in _TAG.findall(_COMMENT.sub("", source)):
        name = tag.lower()
        if not close:
            names.append(name)
        elif name in names:
            while names.pop() != name:
                pass
    return tuple(names)
