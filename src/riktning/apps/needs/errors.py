"""What can be wrong with a need; each is one sentence with a remedy."""

from collections.abc import Sequence

from riktning.core.errors import RiktningError


class NeedError(RiktningError):
    """A need cannot be stored, found or moved as asked."""


class ClosedGateError(NeedError):
    """The gate of the step is closed; ``lacks`` says what would open it."""

    def __init__(self, where: str, lacks: Sequence[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(
            f"the gate is closed: {', '.join(self.lacks)}",
            where=where,
            remedy="the page of the need says what each asks for",
        )


class MovedMeanwhileError(NeedError):
    """Somebody changed the need since the form was shown; nothing was stored."""
