"""A series becomes a control chart and a verdict on direction and pace. Arrays in, results out."""
