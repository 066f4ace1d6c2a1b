"""Reporting rounds: what each administration says of what it answers for, step by step."""
