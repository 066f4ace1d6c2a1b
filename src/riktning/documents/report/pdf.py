"""The report as tagged PDF (PDF/UA-1) through pandoc and Typst; Typst brings its own fonts."""

from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

from riktning.core.errors import DocumentError
from riktning.documents.report.content import ReportContent
from riktning.documents.report.cover import Cover, cover_of
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import Node, document
from riktning.documents.report.typst import literal_text, quoted
from riktning.documents.report.wording import Wording

STANDARD: Literal["ua-1"] = "ua-1"


def write_pdf(content: ReportContent, words: Wording, blocks: list[Node], target: Path) -> None:
    """Write ``target``; pictures are named relative to its folder, where the source is put too."""
    body = convert(document(literal_text(blocks), {}), "typst")
    source = target.with_suffix(".typ")
    look = files("riktning.documents.report").joinpath("report.typ").read_text(encoding="utf-8")
    source.write_text(_settings(cover_of(content, words), words) + look + body, encoding="utf-8")
    compile_pdf(source, target, int(datetime.combine(content.issued, time(12), UTC).timestamp()))


def compile_pdf(source: Path, target: Path, timestamp: int) -> None:
    """With Typst's own fonts; with the machine's for letters they lack; then without the standard.

    The standard demands a glyph for every letter, which nobody has for every emoji.
    """
    attempts: tuple[tuple[bool, Literal["ua-1"] | None], ...] = (
        (True, STANDARD),
        (False, STANDARD),
        (False, None),
    )
    for own_fonts, standard in attempts:
        try:
            typst.compile(
                source,
                output=target,
                ignore_system_fonts=own_fonts,
                pdf_standards=standard,
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            problem = str(error)
        else:
            return
    raise DocumentError(f"typst could not write the PDF: {problem}", where="report")


def _settings(cover: Cover, words: Wording) -> str:
    values = {
        "title": quoted(cover.title),
        "subtitle": quoted(cover.subtitle),
        "region": quoted(cover.region),
        "issued": quoted(cover.issued),
        "language": quoted(words.code.split("-")[0]),
        "contents-title": quoted(words.contents),
        "page-word": quoted(words.page),
        "band": quoted(cover.band) if cover.band else "none",
    }
    return "".join(f"#let {name} = {value}\n" for name, value in values.items())
