"""Binding: which captures make which edition, in which order, under which name.

edition.toml, folder ─plan_paths→ Plan     captures to read, parts, what is said of single ones
Plan, articles       ─chosen→              the articles that the edition takes
                     ─merge→               several captures of one article (`duplicates`)
                     ─bind→       Bound    the edition, and what it did not choose
                     ─joined→              links between its articles (`links`)
                     ─indexed→             the index of names (`names`)
"""

from publish.editions.amendments import Amendment
from publish.editions.assemble import Bound, assemble, bind, chosen
from publish.editions.captures import is_capture_name
from publish.editions.edition_file import plan_edition
from publish.editions.from_paths import parts_named, plan_paths
from publish.editions.plan import Plan, PlannedPart
from publish.editions.selecting import natural_order

__all__ = [
    "Amendment",
    "Bound",
    "Plan",
    "PlannedPart",
    "assemble",
    "bind",
    "chosen",
    "is_capture_name",
    "natural_order",
    "parts_named",
    "plan_edition",
    "plan_paths",
]
