"""Evidence for reports: what the figures, the plan and the administrations say, ready to put in."""
