"""Care tables of those who are followed, written beside the cells."""
