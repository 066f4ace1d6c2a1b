"""Compiled loops over persons and months, and the luck that they draw from."""
