"""Data-quality checks: conformance, completeness, plausibility. One computation a file."""
