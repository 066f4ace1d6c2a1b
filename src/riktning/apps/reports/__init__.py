"""Reports: written from evidence, edited by people, approved and kept."""
