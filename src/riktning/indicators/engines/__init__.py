"""What runs the engine's expressions: one contract, and an implementation a database."""
