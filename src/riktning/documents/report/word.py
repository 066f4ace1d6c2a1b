"""The report as a Word document: real headings, captions, header rows, alternative texts."""

from datetime import UTC, datetime, time
from pathlib import Path

from riktning.documents.report.content import ReportContent
from riktning.documents.report.cover import cover_of
from riktning.documents.report.pandoc import convert
from riktning.documents.report.reference import write_reference
from riktning.documents.report.syntax import Node, document
from riktning.documents.report.word_contents import fill_contents
from riktning.documents.report.wording import Wording


def write_docx(content: ReportContent, words: Wording, blocks: list[Node], target: Path) -> None:
    """Write ``target``; pictures are named relative to its folder."""
    cover = cover_of(content, words)
    reference = target.with_name("reference.docx")
    write_reference(reference, words, f"{cover.title} · {cover.subtitle}", cover.band)
    meta = {
        "title": cover.title,
        "subtitle": cover.subtitle,
        "author": cover.region,
        "date": cover.issued,
        "lang": words.code,
        "toc-title": words.contents,
    }
    noon = datetime.combine(content.issued, time(12), UTC)
    convert(
        document(blocks, meta),
        "docx",
        arguments=[f"--reference-doc={reference}", "--toc", "--toc-depth=2"],
        folder=target.parent,
        output=target,
        epoch=int(noon.timestamp()),
    )
    fill_contents(target, noon)
