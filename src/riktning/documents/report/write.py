"""Writes the report in the formats asked for: whole files or none."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from riktning.core.errors import RiktningError
from riktning.documents.report.body import body
from riktning.documents.report.content import Finding, ReportContent
from riktning.documents.report.figures import draw_charts
from riktning.documents.report.languages import wording_of
from riktning.documents.report.outline import Outline
from riktning.documents.report.pdf import write_pdf
from riktning.documents.report.syntax import Node, figure
from riktning.documents.report.tally import told_in_full
from riktning.documents.report.typst import typst_figure
from riktning.documents.report.word import write_docx
from riktning.documents.report.wording import Wording

Picture = Callable[[str, str, str], Node]


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is made: the kind of picture it takes, and who writes it."""

    pictures: str
    place: Picture
    write: Callable[[ReportContent, Wording, list[Node], Path], None]


def _word_figure(path: str, alt: str, caption: str) -> Node:
    return figure(path, alt, caption, width="16cm")


FORMATS = {
    "docx": Format("png", _word_figure, write_docx),
    "pdf": Format("svg", typst_figure, write_pdf),
}


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A file that was written, and its fingerprint."""

    path: Path
    size: int
    sha256: str


def steps(content: ReportContent, formats: Sequence[str]) -> int:
    """How many times ``write_report`` calls ``done``."""
    charts = {f.indicator_id for f in _pictured(content) if f.chart is not None}
    return len(charts) + len(formats)


def _pictured(content: ReportContent) -> Iterator[Finding]:
    """The findings whose evidence is told in full, area by area."""
    return (finding for area in content.areas for finding in told_in_full(area.findings))


def write_report(
    content: ReportContent,
    out: Path,
    *,
    formats: Sequence[str] = ("docx", "pdf"),
    done: Callable[[], None] = lambda: None,
) -> list[WrittenReport]:
    """Write ``uppfoljning-2025.docx`` and so on into ``out``; call ``done`` after every step.

    Each format is made in a folder beside the target and moved into place when all are whole, so
    an interruption leaves the last report as it was. The same content gives the same bytes.
    Raises RiktningError for a format or language that is not known, or a folder that cannot be
    written to.
    """
    words = wording_of(content.language)
    check_formats(formats)
    out = out.resolve()
    workshop = _workshop(out)
    try:
        pictures = draw_charts(
            _pictured(content),
            workshop,
            kinds=frozenset(FORMATS[name].pictures for name in formats),
            language=content.language,
            synthetic=content.synthetic,
            drawn=done,
        )
        with ThreadPoolExecutor(max(len(formats), 1)) as pool:  # other programs do the work
            made = list(
                pool.map(
                    lambda name: _make(content, words, workshop, name, pictures, done), formats
                )
            )
        return [_deliver(path, out) for path in made]
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def check_formats(formats: Sequence[str]) -> None:
    """RiktningError when a report cannot be written in one of the formats."""
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise RiktningError(f"{name!r} is not a format", remedy=f"choose among {known}")


def _workshop(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".report-", dir=out))
    except OSError as error:
        raise RiktningError(
            f"the folder cannot be written to ({error.strerror})",
            where=str(out),
            remedy="choose another folder",
        ) from error


def _make(
    content: ReportContent,
    words: Wording,
    workshop: Path,
    name: str,
    pictures: Mapping[str, str],
    done: Callable[[], None],
) -> Path:
    chosen = FORMATS[name]

    def place(finding: Finding, alt: str, caption: str) -> Node:
        return chosen.place(f"{pictures[finding.indicator_id]}.{chosen.pictures}", alt, caption)

    target = workshop / f"{file_stem(content)}.{name}"
    chosen.write(content, words, body(Outline(content, words, place)), target)
    done()
    return target


def file_stem(content: ReportContent) -> str:
    """``uppfoljning-2025`` or ``follow-up-2025``."""
    stem = "follow-up" if content.language == "en" else "uppfoljning"
    return f"{stem}-{content.as_of.year}"


def _deliver(made: Path, out: Path) -> WrittenReport:
    data = made.read_bytes()
    target = out / made.name
    made.replace(target)
    return WrittenReport(target, len(data), hashlib.sha256(data).hexdigest())
