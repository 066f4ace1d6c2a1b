"""What can be wrong with a report that is written; each is one sentence with a remedy."""

from riktning.core.errors import RiktningError


class ReportError(RiktningError):
    """A report, a section or its evidence cannot be stored or found as asked."""


class NotPermittedError(ReportError):
    """The state of the report or the section does not permit the act."""


class SamePersonError(ReportError):
    """Somebody else has to take this step: four eyes read a report."""


class ChangedMeanwhileError(ReportError):
    """The section is no longer what was in front of whoever takes the step."""


class AnsweredBeforeError(ReportError):
    """Somebody else has answered, and otherwise, about evidence that was still asked about on the
    page; ``keys`` are those."""

    def __init__(self, keys: tuple[str, ...], where: str) -> None:
        self.keys = keys
        super().__init__(
            f"somebody has already answered about {', '.join(keys)}",
            where=where,
            remedy="read what they answered",
        )


class NoSuchEvidenceError(ReportError):
    """A line names evidence that there is none of."""

    def __init__(self, key: str, where: str) -> None:
        self.key = key
        super().__init__(
            f"there is no evidence {key!r}",
            where=where,
            remedy="take one of those that the section's page offers",
        )
