"""The assignment document of a group, as Word and as tagged PDF."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

from riktning.documents.groups.words import BELOW, FACTS, HEADINGS, PHRASES
from riktning.documents.plans.word_file import write_word
from riktning.documents.report.pandoc import convert
from riktning.documents.report.pdf import compile_pdf
from riktning.documents.report.syntax import Node, bullets, document, heading, paragraph, strong
from riktning.documents.report.typst import literal_text, quoted


@dataclass(frozen=True, slots=True)
class AssignmentText:
    """A version of an assignment: ``texts`` by the keys of ``words.HEADINGS``; blank is unwritten.

    ``decided_on``, ``decided_by`` and ``diary_number`` are empty for a draft.
    """

    group: str
    number: int
    texts: Mapping[str, str]
    decided_on: date | None = None
    decided_by: str = ""
    diary_number: str = ""


def write_assignment_word(
    text: AssignmentText, target: Path, *, issued: date, language: str = "sv"
) -> Path:
    """Write ``target`` (.docx), whole or not at all; the same input gives the same bytes."""
    return write_word(
        list(_blocks(text, language)),
        target,
        title=text.group,
        subtitle=_subtitle(text, language),
        issued=text.decided_on or issued,
        language=language,
        short=True,
    )


def write_assignment_pdf(
    text: AssignmentText, target: Path, *, issued: date, language: str = "sv"
) -> Path:
    """Write ``target`` (.pdf, PDF/UA-1), whole or not at all. Raises DocumentError from Typst."""
    folder = Path(tempfile.mkdtemp(prefix=".assignment-", dir=target.resolve().parent))
    try:
        body = convert(document(literal_text(list(_blocks(text, language))), {}), "typst")
        values = {
            "title": quoted(text.group),
            "subtitle": quoted(_subtitle(text, language)),
            "language": quoted(language),
        }
        settings = "".join(f"#let {name} = {value}\n" for name, value in values.items())
        look = files("riktning.documents.groups").joinpath("assignment.typ").read_text("utf-8")
        source, made = folder / "assignment.typ", folder / "assignment.pdf"
        source.write_text(settings + look + body, encoding="utf-8")
        noon = datetime.combine(text.decided_on or issued, time(12), UTC)
        compile_pdf(source, made, int(noon.timestamp()))
        made.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _subtitle(text: AssignmentText, language: str) -> str:
    said = PHRASES[language]
    return f"{said.document}, {said.version.format(number=text.number).lower()}"


def _blocks(text: AssignmentText, language: str) -> Iterator[Node]:
    headings, said = HEADINGS[language], PHRASES[language]
    yield from _decision(text, language)
    for key in FACTS:
        yield paragraph(strong(f"{headings[key]}: "), text.texts.get(key, "") or "–")
    for key, title in headings.items():
        if key in FACTS:
            continue
        level = 2 if key in BELOW else 1
        yield heading(level, title, key.replace("_", "-"))
        yield from _paragraphs(text.texts.get(key, "") or said.nothing)


def _decision(text: AssignmentText, language: str) -> Iterator[Node]:
    said = PHRASES[language]
    if text.decided_on is None:
        yield paragraph(strong(said.draft))
        return
    facts = (
        (said.decided, text.decided_on.isoformat()),
        (said.by, text.decided_by),
        (said.diary, text.diary_number),
    )
    for label, value in facts:
        yield paragraph(strong(f"{label}: "), value)


def _paragraphs(text: str) -> Iterator[Node]:
    """Lines that begin with a dash become a list; blank lines part the paragraphs."""
    points: list[str] = []
    for line in [*text.splitlines(), ""]:
        said = line.strip()
        if said.startswith(("- ", "– ", "• ")):
            points.append(said[2:].strip())
            continue
        if points:
            yield bullets(points)
            points = []
        if said:
            yield paragraph(said)
