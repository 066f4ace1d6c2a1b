"""Catalogue and sources become observations: frames, one pass each, disclosure control, runs."""
