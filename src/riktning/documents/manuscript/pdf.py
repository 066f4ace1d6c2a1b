"""A manuscript as tagged PDF (PDF/UA-1) through pandoc and Typst."""

from importlib.resources import files
from pathlib import Path

from riktning.documents.charts import PAPER
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.word import has_contents, noon_of
from riktning.documents.manuscript.wording import band_of, issued_on
from riktning.documents.report.pandoc import convert
from riktning.documents.report.pdf import compile_pdf
from riktning.documents.report.syntax import document
from riktning.documents.report.typst import literal_text, quoted

TYPST_FONT = "Libertinus Serif"


def write_pdf(manuscript: Manuscript, setter: Setter, target: Path) -> None:
    """Write ``target``; its source is put beside the pictures that it names."""
    tree = document(literal_text(setter.document(manuscript)), {})
    body = convert(tree, "typst", arguments=["--wrap=none"])
    look = files("riktning.documents.manuscript").joinpath("look.typ").read_text(encoding="utf-8")
    source = _pictures(setter, target) / f"{target.stem}.typ"
    source.write_text(_settings(manuscript, setter) + look + body, encoding="utf-8")
    compile_pdf(source, target, int(noon_of(manuscript).timestamp()))


def _pictures(setter: Setter, target: Path) -> Path:
    """A folder with the charts lettered as the text: Typst draws them with its own fonts."""
    folder = target.with_suffix(".typst")
    folder.mkdir(exist_ok=True)
    for stem in dict.fromkeys(setter.pictures):
        svg = (setter.folder / f"{stem}.svg").read_text(encoding="utf-8")
        lettered = svg.replace(PAPER.font, TYPST_FONT)
        (folder / f"{stem}.svg").write_text(lettered, encoding="utf-8")
    return folder


def _settings(manuscript: Manuscript, setter: Setter) -> str:
    language = manuscript.language
    band = band_of(language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    lines = [f"{label}: {value}" for label, value in manuscript.about]
    values = {
        "title": quoted(manuscript.title),
        "subtitle": quoted(manuscript.subtitle),
        "publisher": quoted(manuscript.publisher),
        "issued": quoted(issued_on(manuscript.date, language)),
        "about": "(" + "".join(f"{quoted(line)}, " for line in lines) + ")",
        "language": quoted(language),
        "contents-title": quoted(setter.words.contents),
        "page-word": quoted(setter.words.page),
        "band": quoted(band) if band else "none",
        "kind": quoted(manuscript.kind),
        "with-contents": "true" if has_contents(manuscript) else "false",
    }
    return "".join(f"#let {name} = {value}\n" for name, value in values.items())
