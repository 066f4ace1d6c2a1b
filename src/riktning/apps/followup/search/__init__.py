"""Search over all that is kept: an index the database itself keeps current, and what it finds."""
