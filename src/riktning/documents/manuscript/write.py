"""Writes a manuscript in the formats asked for: whole files or none."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from riktning.core.errors import DocumentError, RiktningError
from riktning.documents.manuscript.bundle import write_bundle
from riktning.documents.manuscript.cleaning import cleaned
from riktning.documents.manuscript.drawing import draw_all, forget_old
from riktning.documents.manuscript.excel import write_excel
from riktning.documents.manuscript.markdown import write_markdown
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Dialect, Setter
from riktning.documents.manuscript.odt import write_odt
from riktning.documents.manuscript.pdf import write_pdf
from riktning.documents.manuscript.reading import charts
from riktning.documents.manuscript.slides import write_slides
from riktning.documents.manuscript.web import write_web
from riktning.documents.manuscript.word import write_word
from riktning.documents.manuscript.wording import words_of

Writer = Callable[[Manuscript, Setter, Path], None]
_WRITERS: dict[str, tuple[Dialect, Writer]] = {
    "docx": ("word", write_word),
    "odt": ("odt", write_odt),
    "html": ("web", write_web),
    "pdf": ("typst", write_pdf),
    "pptx": ("word", write_slides),
    "xlsx": ("plain", write_excel),
    "md": ("plain", write_markdown),
}
FORMATS = (*_WRITERS, "zip")
IN_A_BUNDLE = {
    "document": ("docx", "odt", "html", "pdf", "pptx", "xlsx"),
    "brief": ("docx", "odt", "html", "pdf", "pptx", "xlsx"),
    "slides": ("pptx", "pdf", "html", "xlsx"),
}
TEMPLATES = {".docx": "docx", ".dotx": "docx", ".pptx": "pptx", ".potx": "pptx"}
LONGEST_NAME = 60
DRAWN_WITHOUT = frozenset({"xlsx"})  # formats that hold no pictures


def check_formats(formats: Sequence[str]) -> None:
    """RiktningError when there is no format, or one is not known."""
    known = f"choose among {', '.join(FORMATS)}"
    if not formats:
        raise RiktningError("no format is named", remedy=known)
    for name in formats:
        if name not in FORMATS:
            raise RiktningError(f"{name!r} is not a format", remedy=known)


def steps(manuscript: Manuscript, formats: Sequence[str]) -> int:
    """How many times ``write_manuscript`` calls ``done``."""
    made = _made(manuscript, formats)
    drawn = len(charts(manuscript)) if set(made) - DRAWN_WITHOUT else 0
    return drawn + len(made) + ("zip" in formats)


def write_manuscript(
    manuscript: Manuscript,
    out: Path,
    formats: Sequence[str],
    *,
    name: str | None = None,
    reference: Path | None = None,
    cache: Path | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write ``<name>.docx`` and so on into ``out``; answer their paths in the order asked for.

    ``name`` is made from the title when left out. ``reference`` is the region's own Word file (docx
    or dotx) or slides (pptx or potx), whose look the file of that kind takes over. ``cache`` is a
    folder in which drawn charts are kept, by what they show. ``done`` is called after every step.

    Everything is made in a folder beside the target and moved into place when all is whole, so an
    interruption leaves the last files as they were. The same manuscript gives the same bytes.
    Raises RiktningError for a format that is not known, a template that cannot be read, or a folder
    that cannot be written to.
    """
    check_formats(formats)
    _check_template(reference)
    manuscript = cleaned(manuscript)
    out, stem = out.resolve(), name or file_stem(manuscript)
    workshop = _workshop(out)
    try:
        made = _write_all(manuscript, workshop, stem, formats, reference, cache, done)
        return [_deliver(made[format_], out) for format_ in dict.fromkeys(formats)]
    except OSError as error:
        raise DocumentError(
            f"the document could not be written ({error.strerror or error})",
            where=str(out),
            remedy="see that there is room, and choose a folder that can be written to",
        ) from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _made(manuscript: Manuscript, formats: Sequence[str]) -> list[str]:
    """The formats to make, a bundle apart: alone it holds the usual ones, else those beside it."""
    named = [name for name in dict.fromkeys(formats) if name != "zip"]
    return named or list(IN_A_BUNDLE[manuscript.kind])


def _write_all(
    manuscript: Manuscript,
    workshop: Path,
    stem: str,
    formats: Sequence[str],
    reference: Path | None,
    cache: Path | None,
    done: Callable[[], None],
) -> dict[str, Path]:
    names = _made(manuscript, formats)
    pictures = workshop / "pictures"
    pictures.mkdir()
    keys = _pictures(manuscript, pictures, cache, done) if set(names) - DRAWN_WITHOUT else []

    def make(name: str) -> Path:
        target = workshop / f"{stem}.{name}"
        _write_one(manuscript, name, target, pictures, keys, reference)
        done()
        return target

    with ThreadPoolExecutor(max(len(names), 1)) as pool:  # other programs do the work
        made = dict(zip(names, pool.map(make, names), strict=True))
    if "zip" in formats:
        made["zip"] = workshop / f"{stem}.zip"
        held = [made[name] for name in _WRITERS if name in made]  # in whatever order asked for
        write_bundle(manuscript, held, pictures, keys, made["zip"])
        done()
    return made


def _write_one(
    manuscript: Manuscript,
    name: str,
    target: Path,
    pictures: Path,
    keys: Sequence[str],
    reference: Path | None,
) -> None:
    dialect, write = _WRITERS[name]
    words = words_of(manuscript.language)
    setter = Setter(dialect, words, manuscript.language, pictures, keys)
    template = reference if reference and TEMPLATES[reference.suffix.lower()] == name else None
    if name == "docx":
        write_word(manuscript, setter, target, template)
    elif name == "pptx":
        write_slides(manuscript, setter, target, template)
    else:
        write(manuscript, setter, target)


def _pictures(
    manuscript: Manuscript, folder: Path, cache: Path | None, done: Callable[[], None]
) -> list[str]:
    """Draw what is not kept, and put every chart's files into the workshop."""
    specs = [chart.spec for chart in charts(manuscript)]
    if cache is None:
        return draw_all(specs, folder, drawn=done)
    cache.mkdir(parents=True, exist_ok=True)
    keys = draw_all(specs, cache, drawn=done)
    for key in dict.fromkeys(keys):
        for kind in ("svg", "png"):
            shutil.copyfile(cache / f"{key}.{kind}", folder / f"{key}.{kind}")
    forget_old(cache)
    return keys


def _check_template(reference: Path | None) -> None:
    if reference is not None and reference.suffix.lower() not in TEMPLATES:
        raise DocumentError(
            "this is no template",
            where=str(reference),
            remedy="give a docx, dotx, pptx or potx file",
        )


def _workshop(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".manuscript-", dir=out))
    except OSError as error:
        raise DocumentError(
            f"the folder cannot be written to ({error.strerror})",
            where=str(out),
            remedy="choose another folder",
        ) from error


def file_stem(manuscript: Manuscript) -> str:
    """``uppfoljning-2025``: the title in letters that every file system takes."""
    plain = unicodedata.normalize("NFKD", manuscript.title.lower()).encode("ascii", "ignore")
    stem = re.sub(r"[^a-z0-9]+", "-", plain.decode())[:LONGEST_NAME].strip("-")
    return stem or ("document" if manuscript.language == "en" else "dokument")


def _deliver(made: Path, out: Path) -> Path:
    target = out / made.name
    made.replace(target)
    return target
