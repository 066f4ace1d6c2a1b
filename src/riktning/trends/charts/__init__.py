"""Control charts and funnels: limits, rules and what they bear, for all series at once."""
