"""What an engine can fail with, where the database's own error would name the database."""


class NumberTooLargeError(Exception):
    """An expression yields a number that its type cannot hold."""


class MemoryShortError(Exception):
    """The memory allowed does not suffice."""


class EngineError(Exception):
    """Anything else that the engine says, as its first line."""
