"""A finished text with evidence in it, and its way out into the formats that people use."""
