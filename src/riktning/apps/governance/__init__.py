"""Groups with their mandates, members and assignments, and what they decide."""
