"""Scenarios as files: what levers there are, who they reach and when, and what comes of them."""
