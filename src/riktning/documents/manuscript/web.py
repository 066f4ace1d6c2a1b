"""A manuscript as one HTML file that holds everything it shows, and loads nothing."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from riktning.documents.manuscript.cleaning import cleaned, cleaned_blocks
from riktning.documents.manuscript.drawing import draw_all
from riktning.documents.manuscript.model import Block, Chart, Manuscript, Prose, Section
from riktning.documents.manuscript.nodes import Setter, name_of
from riktning.documents.manuscript.word import CONTENTS_DEPTH, has_contents
from riktning.documents.manuscript.wording import band_of, issued_on, words_of
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import Node, document, literal

# The file runs no script and asks no server for anything, whatever is written in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_ALIGNED = re.compile(r'(<t[hd]\b[^<>]*?) style="text-align: (left|right);"')
_CLASSES = {"left": "", "right": ' class="number"'}
_CAPTION = re.compile(r"(?<=<caption>)(.*?)(?=</caption>)", re.DOTALL)
_RULE = re.compile(r"<hr\s*/?>")
_WIDTHS = re.compile(r"<colgroup>\s*(?:<col[^<>]*>\s*)*</colgroup>\n?")


def write_web(manuscript: Manuscript, setter: Setter, target: Path) -> None:
    """Write ``target``, one page with its own styles and pictures."""
    target.write_text(page(manuscript, _fragment(setter.document(manuscript))), encoding="utf-8")


def blocks_html(
    blocks: Sequence[Block], language: str, *, under: int = 2, cache: Path | None = None
) -> str:
    """Blocks as HTML to put into a page of one's own, such as a preview; nothing in it can run.

    Headings lie below level ``under``; charts are kept in ``cache`` between calls where it is
    given.
    """
    possible = cleaned_blocks(blocks)
    with _setter(possible, language, cache) as setter:
        return _fragment(setter.loose(possible, under))


def many_html(written: Sequence[tuple[Prose, int]], language: str) -> list[str]:
    """Texts as HTML, each with the level its headings lie below; all are written at one go.

    A rule stands between them: no text holds one, as the subset knows none and escapes a tag.
    """
    if not written:
        return []
    nodes: list[Node] = []
    with _setter((), language, None) as setter:
        for text, under in written:
            nodes += [*setter.loose(cleaned_blocks([text]), under), {"t": "HorizontalRule"}]
        return [part.strip() for part in _RULE.split(_fragment(nodes))[: len(written)]]


def manuscript_html(manuscript: Manuscript, *, cache: Path | None = None) -> str:
    """The sections as HTML to put into a page of one's own, below its title; the name of a
    section's heading is ``name_of("s", section.key)``."""
    manuscript = cleaned(manuscript)
    with _setter(list(manuscript.blocks()), manuscript.language, cache) as setter:
        return _fragment(setter.document(manuscript))


@contextmanager
def _setter(blocks: Sequence[Block], language: str, cache: Path | None) -> Iterator[Setter]:
    with TemporaryDirectory() as own:
        folder = cache or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        keys = draw_all([block.spec for block in blocks if isinstance(block, Chart)], folder)
        yield Setter("web", words_of(language), language, folder, keys)


def _fragment(nodes: list[Node]) -> str:
    """HTML without styles of its own: a page may refuse them, and sets widths better by itself."""
    made = convert(
        document(nodes, {}), "html5", arguments=["--wrap=none", "--syntax-highlighting=none"]
    )
    made = _ALIGNED.sub(lambda cell: f"{cell[1]}{_CLASSES[cell[2]]}", made)
    return _CAPTION.sub(r"<span>\1</span>", _WIDTHS.sub("", made))  # stays in sight on a phone


def page(manuscript: Manuscript, body: str) -> str:
    """The whole page around its text."""
    words = words_of(manuscript.language)
    band = band_of(manuscript.language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    look = files("riktning.documents.manuscript").joinpath("look.css").read_text(encoding="utf-8")
    title = _text(manuscript.title)
    lines = [issued_on(manuscript.date, manuscript.language)]
    lines += [f"{label}: {value}" for label, value in manuscript.about]
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{words.code}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{look}</style></head>",
        f'<body class="{manuscript.kind}">',
        f'<aside class="band" aria-label="{_text(band)}">{_text(band)}</aside>' if band else "",
        "<header>",
        f'<p class="publisher">{_text(manuscript.publisher)}</p>' if manuscript.publisher else "",
        f"<h1>{title}</h1>",
        f'<p class="subtitle">{_text(manuscript.subtitle)}</p>' if manuscript.subtitle else "",
        *(f'<p class="about">{_text(line)}</p>' for line in lines),
        "</header>",
        _contents(manuscript, words.contents) if has_contents(manuscript) else "",
    ]
    return "\n".join([*filter(None, head), f"<main>\n{body}</main>", "</body></html>\n"])


def _contents(manuscript: Manuscript, title: str) -> str:
    lines = [_line(section) for section in manuscript.sections if section.level <= CONTENTS_DEPTH]
    listed = f'<h2 id="contents">{title}</h2><ul>{"".join(lines)}</ul>'
    return f'<nav aria-labelledby="contents">{listed}</nav>'


def _line(section: Section) -> str:
    target = escape(name_of("s", section.key))
    link = f'<a href="#{target}">{_text(section.heading)}</a>'
    return f'<li class="level-{section.level}">{link}</li>'


def _text(words: str) -> str:
    return escape(literal(words))
