"""One small error hierarchy: an error is one sentence that says what, where, and a remedy."""

from typing import Self


class RiktningError(Exception):
    """Something the user can mend.

    The command line prints it as one sentence without a traceback and exits with code 2; a form
    shows it at its field.
    """

    exit_code = 2
    told = ""  # the same to a reader of the pages, in the reader's own language

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """``where: what; remedy.`` with the parts that are known."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = text.rstrip(".")
        return f"{text}; {self.remedy.rstrip('.')}." if self.remedy else f"{text}."

    def telling(self, words: str) -> Self:
        """The same error, and what a page says of it: whoever reads that gives no commands."""
        self.told = words
        return self


class DocumentError(RiktningError):
    """A plan document cannot be read, or holds no plan."""


class CatalogueError(RiktningError):
    """An indicator definition or code list is wrong."""


class CareDataError(RiktningError):
    """A delivery of care data breaks its contract."""


class RunError(RiktningError):
    """A run of indicators is missing, half, or does not fit."""


class SeriesError(RiktningError):
    """A series cannot be read or judged as asked.

    ``swedish`` is the same error in Swedish, for those who have asked to be told in it.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", swedish: "SeriesError | None" = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.swedish = swedish

    def in_(self, language: str) -> "SeriesError":
        """The error in Swedish where it is asked for and there is one; otherwise as it is."""
        return self if language.startswith("en") or self.swedish is None else self.swedish


class ScenarioError(RiktningError):
    """What the simulator is asked for is impossible."""
