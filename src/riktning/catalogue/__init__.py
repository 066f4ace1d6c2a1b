"""What is measured: one YAML file an indicator, code lists as CSV, schema and loader."""
