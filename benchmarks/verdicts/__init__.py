"""The parts of benchmarks/trends.py."""
