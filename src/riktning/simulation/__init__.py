"""Population, care use and capacity become the same care tables as a real delivery."""
