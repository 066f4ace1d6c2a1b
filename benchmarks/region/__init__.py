"""The rows of the speed table: what benchmarks/indicators.py measures, one module a thing."""
