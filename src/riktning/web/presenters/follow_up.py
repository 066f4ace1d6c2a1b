"""Runs and reports in words: counts with their thousands apart, files to save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.followup.models import ReportIssue
from riktning.apps.observations.figures import RunSummary
from riktning.documents.charts import number
from riktning.trends.figures import at_most

_KINDS = {"docx": "Word", "odt": "ODT", "pdf": "PDF", "pptx": "PowerPoint"}
_KILO = 1000


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of a report: what it is called, which number it has, its kind and size."""

    name: str
    place: int
    kind: str
    size: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A written report with its files."""

    issue: ReportIssue
    files: tuple[FileLink, ...]


def report_rows(issues: Sequence[ReportIssue], language: str) -> tuple[ReportRow, ...]:
    """The reports as they are listed."""
    return tuple(
        ReportRow(
            issue,
            tuple(
                FileLink(
                    name=str(file["name"]),
                    place=place,
                    kind=_kind(str(file["name"])),
                    size=_size(int(file.get("bytes", 0)), language),
                )
                for place, file in enumerate(issue.files)
            ),
        )
        for issue in issues
    )


def run_sentence(summary: RunSummary, language: str) -> str:
    """What a run holds, in one sentence."""
    words = {
        name: number(getattr(summary, name), 0, language)
        for name in ("computed", "without", "observations", "hidden", "verdicts")
    }
    return (
        _(
            "%(computed)s indikatorer beräknade, %(without)s utan källa; %(observations)s värden, "
            "varav %(hidden)s döljs för att skydda personer; %(verdicts)s serier bedömda."
        )
        % words
    )


def family_sentence(family: Mapping[str, float] | None, language: str) -> str:
    """How many directions of a run chance is expected to have given at most; empty if unjudged."""
    if not family:
        return ""
    words = {
        "size": number(family.get("judged", 0), 0, language),
        "false": at_most(family.get("expected_false", 0.0), language),
    }
    return (
        _("Av %(size)s prövade serier väntas högst %(false)s ha fått en riktning av slump.") % words
    )


def _kind(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return _KINDS.get(suffix, suffix.upper())


def _size(size: int, language: str) -> str:
    if not size:
        return ""
    return f"{number(max(1, round(size / _KILO)), 0, language)}\N{NO-BREAK SPACE}kB"
