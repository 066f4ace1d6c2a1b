"""Disclosure control: which published figures must be hidden so that no small group is shown."""

DEFAULT_K = 5
