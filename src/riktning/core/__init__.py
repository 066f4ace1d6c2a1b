"""Months, tertials, years, plan periods; the unit tree; errors. Standard library only."""
