"""A delivery put in order once: whole numbers for ids, and what every frame would join again."""
