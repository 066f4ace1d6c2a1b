"""One thin view a page: read, present, render."""
