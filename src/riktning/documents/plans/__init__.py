"""Plans against each other: what changed between revisions, what serves what, as documents."""
