"""A section's text as a page shows it: prose and evidence in their order, nothing of it run."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.evidence.offer import Offer, offer_from_json
from riktning.apps.reports.lines import keys_in, pieces
from riktning.apps.reports.models import Report
from riktning.apps.reports.newer import latest
from riktning.apps.reports.offered import offers_named_in
from riktning.core.owner_only import make_folder
from riktning.documents.manuscript.blocks import Block, Note, Prose
from riktning.documents.manuscript.model import Manuscript

_TAG = re.compile(r"<[a-z][^<>]*>")  # what people typed has its < escaped
_STYLE = re.compile(r' style="[^"]*"')
HEADINGS_UNDER = 2  # a section's own heading is the page's h2


def cache_folder(name: str) -> Path:
    """A folder for what can be made again; only the owner of the home reads it."""
    folder = Path(settings.RIKTNING_HOME) / "cache" / name
    make_folder(folder)
    return folder


def taken_in(report: Report, text: str) -> dict[str, Offer]:
    """The evidence that the text names, as the report holds it; what is new as it is on offer."""
    keys, rows = keys_in(text), latest(report)
    found = {key: offer_from_json(rows[key].content) for key in keys if key in rows}
    new = [key for key in keys if key not in rows]
    return found | dict(offers_named_in(report, new)) if new else found


def shown(text: str, offers: Mapping[str, Offer], language: str) -> SafeString:
    """The text as HTML; a line that names no evidence there is says so."""
    return as_html(list(_blocks(text, offers)), language)


def _blocks(text: str, offers: Mapping[str, Offer]) -> Iterator[Block]:
    for kind, piece in pieces(text):
        if kind == "prose":
            yield Prose(piece)
        elif piece in offers:
            yield from offers[piece].blocks
        else:
            words = _("Det finns inget underlag som heter %(key)s.")
            yield Note("untold", words % {"key": piece})


def as_html(blocks: list[Block], language: str) -> SafeString:
    """Blocks as HTML for a page; what people typed stays as typed."""
    if not blocks:
        return SafeString("")
    from riktning.documents.manuscript.web import blocks_html

    made = blocks_html(blocks, language, under=HEADINGS_UNDER, cache=cache_folder("charts"))
    return mark_safe(_without_styles(made))  # noqa: S308 - escaped text, by the documents' writer


@lru_cache(maxsize=512)
def written(texts: tuple[tuple[str, int], ...], language: str) -> tuple[SafeString, ...]:
    """What people typed, each with the level its headings lie below, as HTML for a page."""
    from riktning.documents.manuscript.web import many_html

    made = many_html([(Prose(text), under) for text, under in texts], language)
    return tuple(mark_safe(_without_styles(each)) for each in made)  # noqa: S308 - as above


def whole(manuscript: Manuscript) -> SafeString:
    """A whole manuscript as HTML for a page."""
    from riktning.documents.manuscript.web import manuscript_html

    made = manuscript_html(manuscript, cache=cache_folder("charts"))
    return mark_safe(_without_styles(made))  # noqa: S308 - as above


def _without_styles(html: str) -> str:
    """The same tags with the page's own classes: its policy takes no styles in attributes."""
    return _TAG.sub(lambda tag: _STYLE.sub(_classed, tag[0]), html)


def _classed(style: re.Match[str]) -> str:
    return ' class="number"' if "text-align: right" in style[0] else ""


def document(manuscript: Manuscript, fingerprint: str, ending: str) -> bytes:
    """The manuscript in a format; that of an approved report is made once, then kept by its
    fingerprint (a draft has none)."""
    if not fingerprint:
        with TemporaryDirectory() as folder:
            return _made(manuscript, Path(folder), ending).read_bytes()
    kept = cache_folder("written-reports") / f"{fingerprint}.{ending}"
    if not kept.exists():
        with TemporaryDirectory(dir=kept.parent) as folder:
            _made(manuscript, Path(folder), ending).replace(kept)
    return kept.read_bytes()


def _made(manuscript: Manuscript, folder: Path, ending: str) -> Path:
    from riktning.documents.manuscript.write import write_manuscript

    charts = cache_folder("charts")
    written = write_manuscript(manuscript, folder, [ending], cache=charts)
    made = next((path for path in written if path.suffix == f".{ending}"), None)
    if made is None:
        raise ReportError(f"no {ending} was written", remedy="choose another format")
    return made
