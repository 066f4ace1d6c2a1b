"""Units with validity in time, and the trail of who did what."""
