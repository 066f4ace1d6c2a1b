"""The pages under load: a region's store, a real server, and people who read and write at once."""
