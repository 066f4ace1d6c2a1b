"""Published runs: aggregates after disclosure control, and what the engine says of them."""
