"""Care data in: table contracts, readers, data-quality checks."""
