"""Groups and their assignments: the document, what overlaps, what is missing, and the picture."""
