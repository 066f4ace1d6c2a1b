"""From plain values to what a template shows: pure functions."""
