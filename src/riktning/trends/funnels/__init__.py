"""Funnels: units compared at one time, with limits by how much each of them has counted."""
