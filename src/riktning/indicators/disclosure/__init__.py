"""Disclosure control: which published figures must be hidden so that no small group is shown."""

from riktning.indicators.disclosure.whole_periods import Layer, Tree, hide

DEFAULT_K = 5

__all__ = ["DEFAULT_K", "Layer", "Tree", "hide"]
