"""Binding: which captures make which edition, in which order, under which name."""

from publish.editions.amendments import Amendment
from publish.editions.assemble import assemble
from publish.editions.plan import Plan, PlannedPart, natural_order, plan_edition, plan_paths

__all__ = ["Amendment", "Plan", "PlannedPart", "assemble", "natural_order", "plan_edition", "plan_paths"]
