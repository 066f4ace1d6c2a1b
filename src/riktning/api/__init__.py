"""REST, versioned: what is published, for machines."""
