"""A manuscript as a Word document: real headings, captions, header rows, alternative texts."""

from datetime import UTC, datetime, time
from pathlib import Path

from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.style_sheet import write_style_sheet
from riktning.documents.manuscript.wording import issued_on
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import document, paragraph
from riktning.documents.report.word_contents import fill_contents

CONTENTS_DEPTH = 2


def write_word(
    manuscript: Manuscript, setter: Setter, target: Path, template: Path | None = None
) -> None:
    """Write ``target``; ``template`` is the region's own Word file, whose styles it takes over."""
    sheet = target.with_name("reference.docx")
    write_style_sheet(manuscript, sheet, template)
    tree = document(setter.document(manuscript), cover_meta(manuscript, setter))
    about = [
        setter.styled("Cover Line", [paragraph(f"{label}: {value}")])
        for label, value in manuscript.about
    ]
    tree["meta"]["include-before"] = {"t": "MetaBlocks", "c": about}
    contents = ["--toc", f"--toc-depth={CONTENTS_DEPTH}"] if has_contents(manuscript) else []
    noon = noon_of(manuscript)
    convert(
        tree,
        "docx",
        arguments=[f"--reference-doc={sheet}", *contents],
        folder=setter.folder,
        output=target,
        epoch=int(noon.timestamp()),
    )
    fill_contents(target, noon)


def has_contents(manuscript: Manuscript) -> bool:
    """Whether there is a table of contents: not in what is short."""
    return manuscript.kind == "document" and bool(manuscript.sections)


def noon_of(manuscript: Manuscript) -> datetime:
    """The moment that files are stamped with."""
    return datetime.combine(manuscript.date, time(12), UTC)


def cover_meta(manuscript: Manuscript, setter: Setter) -> dict[str, str]:
    """What pandoc writes on the cover, and into the file's own properties."""
    facts = {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "author": manuscript.publisher,
        "date": issued_on(manuscript.date, manuscript.language),
        "lang": setter.words.code,
        "toc-title": setter.words.contents,
    }
    return {key: value for key, value in facts.items() if value}
