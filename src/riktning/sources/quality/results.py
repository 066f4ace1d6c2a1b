"""What a check says: its state, how serious a failure is, and one sentence in each language."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a check ended; only a check that looked at rows can pass."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


class Severity(StrEnum):
    """What a failure means: nothing can be computed, figures may mislead, good to know."""

    FATAL = "fatal"
    WARNING = "warning"
    NOTE = "note"


_LESSER = {
    Severity.FATAL: Severity.WARNING,
    Severity.WARNING: Severity.NOTE,
    Severity.NOTE: Severity.NOTE,
}


ROWS, PERSONS, IDS = "rows", "persons", "ids"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of one table (and column, or several joined by a comma).

    The sentences hold counts but never a value from the data; ``example`` does. The templates are
    the sentences with ``{failed}`` and ``{rows}`` where counts of rows stand; empty without any.
    ``month`` is the first one in which rows failed; like the example, it goes to the holder only.
    ``counted``: what the counts are of, rows and persons or something that is neither.
    """

    table: str
    column: str
    check: str
    status: Status
    severity: Severity
    failed_rows: int
    rows: int
    sentence_sv: str
    sentence_en: str
    example: str = ""
    template_sv: str = ""
    template_en: str = ""
    month: str = ""
    counted: str = ROWS

    def said(self, *, swedish: bool, first: bool = True) -> str:
        """The sentence with its example: for whoever holds the data, and for nobody else.

        ``first``: with the first month in which rows failed, too.
        """
        sentence = self.sentence_sv if swedish else self.sentence_en
        month = f"{'först' if swedish else 'first in'} {self.month}" if self.month else ""
        example = f"{'t.ex.' if swedish else 'e.g.'} {self.example}" if self.example else ""
        shown = "; ".join(part for part in (month if first else "", example) if part)
        return f"{sentence.rstrip('.')} ({shown})." if shown else sentence

    @property
    def stops(self) -> bool:
        """True when nothing should be computed from the delivery."""
        bad = self.status in {Status.FAILED, Status.ERROR}
        return bad and self.severity is Severity.FATAL


@dataclass(frozen=True, slots=True)
class Finding:
    """What a computation found: failed of so many rows, and where to begin looking."""

    failed: int
    rows: int
    example: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A named check; the words say what is wrong with the failed rows.

    ``passes``: the share of failed rows up to which it still passes. ``tolerated``: the share up to
    which a failure is one step less serious.
    """

    name: str
    severity: Severity
    wrong_sv: str
    wrong_en: str
    counted_sv: str = "rader"
    counted_en: str = ROWS
    passes: float = 0.0
    tolerated: float = 0.0

    def judge(self, table: str, column: str, finding: Finding) -> CheckResult:
        """Passed only when there are rows, and none failed beyond the share that passes."""
        if finding.rows == 0:
            return self.not_applicable(table, column, "inga rader att pröva", "no rows to check")
        share = finding.failed / finding.rows
        status = Status.FAILED if share > self.passes else Status.PASSED
        severity = _LESSER[self.severity] if 0 < share <= self.tolerated else self.severity
        failed = status is Status.FAILED
        where = f"{table}.{column}" if column else table
        swedish = f"{where}: {self.wrong_sv}: {{failed}} av {{rows}} {self.counted_sv}."
        english = f"{where}: {self.wrong_en}: {{failed}} of {{rows}} {self.counted_en}."
        counts = (grouped(finding.failed), grouped(finding.rows))
        return CheckResult(
            table, column, self.name, status, severity, finding.failed, finding.rows,
            filled(swedish, *counts), filled(english, *counts),
            finding.example if failed else "", swedish, english, finding.month if failed else "",
            self.counted_en,
        )  # fmt: skip

    def not_applicable(self, table: str, column: str, why_sv: str, why_en: str) -> CheckResult:
        """The check had nothing to look at."""
        where = f"{table}.{column}" if column else table
        return CheckResult(
            table, column, self.name, Status.NOT_APPLICABLE, self.severity, 0, 0,
            f"{where}: {why_sv}.", f"{where}: {why_en}.",
        )  # fmt: skip

    def error(self, table: str, column: str, swedish: str, english: str) -> CheckResult:
        """The check could not be made."""
        return CheckResult(
            table, column, self.name, Status.ERROR, self.severity, 0, 0, swedish, english
        )


def filled(template: str, failed: str, rows: str) -> str:
    """A template with its counts put in."""
    return template.replace("{failed}", failed).replace("{rows}", rows)


def grouped(number: int) -> str:
    """Thousands apart by a narrow no-break space, as both languages allow."""
    return f"{number:,}".replace(",", "\u202f")
