"""A manuscript as Markdown, for those who go on in an editor of their own."""

from pathlib import Path
from typing import Any

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
    target.write_text(convert(_escaped(tree), "gfm", arguments=["--wrap=none"]), encoding="utf-8")


def _escaped(part: Any) -> Any:
    """The tree with each ``&`` escaped: pandoc leaves ``&amp;`` to be read as one sign."""
    if isinstance(part, list):
        return [node for item in part for node in _spread(item)]
    return {key: _escaped(value) for key, value in part.items()} if isinstance(part, dict) else part


def _spread(item: Any) -> list[Any]:
    if not isinstance(item, dict) or item.get("t") != "Str" or "&" not in item["c"]:
        return [_escaped(item)]
    first, *rest = item["c"].split("&")
    found = [{"t": "Str", "c": first}]
    for text in rest:
        found += [{"t": "RawInline", "c": ["markdown", "\\&"]}, {"t": "Str", "c": text}]
    return found
