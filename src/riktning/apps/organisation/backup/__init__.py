"""The whole store as one file, alike for every database: written while people work, read back."""
