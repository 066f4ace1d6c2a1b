"""A manuscript as Markdown, for those who go on in an editor of their own."""

from pathlib import Path

from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.wording import band_of, issued_on
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import document, heading, paragraph, strong


def write_markdown(manuscript: Manuscript, setter: Setter, target: Path) -> None:
    """Write ``target``; a chart is told by its alternative text and the table behind it."""
    language = manuscript.language
    band = band_of(language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    lines = [manuscript.publisher, manuscript.subtitle, issued_on(manuscript.date, language)]
    lines += [f"{label}: {value}" for label, value in manuscript.about]
    cover = [heading(1, manuscript.title, "")]
    cover += [paragraph(strong(band))] if band else []
    cover += [paragraph(line) for line in lines if line]
    tree = document([*cover, *setter.document(manuscript)], {})
    text = convert(tree, "gfm", arguments=["--wrap=none", "--shift-heading-level-by=0"])
    target.write_text(text, encoding="utf-8")
