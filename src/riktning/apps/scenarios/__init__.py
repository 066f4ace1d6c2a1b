"""Published scenarios: what was assumed, and what it leads to, as it was when it was published."""
