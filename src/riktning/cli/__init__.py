"""The `riktning` command."""
