"""Plans and their revisions: areas, goals, activities, indicator lines, targets, decisions."""
