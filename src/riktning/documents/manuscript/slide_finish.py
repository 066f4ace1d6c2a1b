"""How slides look: our own master, or the region's; and what pandoc leaves undone on a slide."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pypandoc
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from riktning.core.errors import DocumentError
from riktning.documents.manuscript.packaging import stamp
from riktning.documents.report.syntax import literal

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
INK, ACCENT, QUIET = "16212B", "0B4F71", "42525F"
TABLE_SIZE, CAPTION_SIZE = "1100", "1000"
# The size in hundredths of a point that a title of at most so many letters has room for, by the
# kind of place it stands in; a shorter one than the first has the layout's own.
TITLE_SIZES = {
    "title": ((48, ""), (120, "1800"), (1000, "1500")),
    "alone": ((24, ""), (60, "2800"), (110, "2200"), (1000, "1800")),
    "ctrTitle": ((40, ""), (80, "2800"), (140, "2200"), (1000, "1800")),
}
CAPTION_TOP, TABLE_TOP = 960000, 1320000  # two lines of caption
LARGEST = 50_000_000
MAIN, TEMPLATE = b"presentationml.presentation.main+xml", b"presentationml.template.main+xml"
_MASTER = re.compile(r"ppt/slideMasters/slideMaster\d+\.xml")
_LAYOUT = re.compile(r"ppt/slideLayouts/slideLayout\d+\.xml")
_SLIDE = re.compile(r"ppt/(?:slides|notesSlides)/\w+\.xml")
# Where title and text stand on a slide of 9 144 000 by 5 143 500, by the kind of placeholder.
_PLACES = {"title": (457200, 260000, 8229600, 700000), "body": (457200, 1030000, 8229600, 3620000)}
_TITLE_PLACES = {
    "ctrTitle": (685800, 1300000, 7772400, 1000000),
    "subTitle": (685800, 2380000, 7772400, 1700000),
}


def write_slide_master(target: Path, title: str, band: str | None, template: Path | None) -> None:
    """Write pandoc's reference: its own in our dress, or the region's with the band added.

    Raises DocumentError when the region's cannot be read.
    """
    data = _default() if template is None else _read(template)
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            for entry in old.infolist():
                if entry.file_size > LARGEST:
                    raise ValueError(entry.filename)
                part = old.read(entry)
                new.writestr(
                    entry, _dressed(entry.filename, part, title, band, own=template is None)
                )
    except (zipfile.BadZipFile, ValueError, SyntaxError, NotImplementedError) as error:
        raise DocumentError(
            "these are no slides", where=str(template), remedy="give a pptx or potx file"
        ) from error
    target.write_bytes(made.getvalue())


def _default() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  our own program, no shell


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"the slides cannot be read ({error.strerror})", where=str(template)
        ) from error


def _dressed(name: str, data: bytes, title: str, band: str | None, *, own: bool) -> bytes:
    if name == "[Content_Types].xml":
        return data.replace(TEMPLATE, MAIN)
    if own and name == "ppt/theme/theme1.xml":
        return data.replace(b"4F81BD", ACCENT.encode()).replace(b"1F497D", ACCENT.encode())
    if own and _LAYOUT.fullmatch(name):
        return _serialized(_title_layout(parse_xml(data)))
    if not _MASTER.fullmatch(name):
        return data
    root = parse_xml(data)
    if own:
        _place(root, _PLACES)
        _letter(root)
        _foot(root, title)
    if band:
        _add(root, _BAND.format(names=_NAMES, text=_escaped(band)))
    return _serialized(root)


def _title_layout(root: Any) -> Any:
    _place(root, _TITLE_PLACES)
    for kind in ("ctrTitle", "subTitle"):
        for shape in _shapes(root, kind):
            for level in shape.iter(f"{A}lvl1pPr"):
                level.set("algn", "l")
            for colour in shape.iter(f"{A}schemeClr"):
                colour.set("val", "tx1")
                for tint in list(colour):
                    colour.remove(tint)
    for run in root.iter(f"{A}defRPr"):
        run.attrib.pop("cap", None)
    return root


def _shapes(root: Any, kind: str) -> Iterator[Any]:
    for shape in root.iter(f"{P}sp"):
        if any(place.get("type") == kind for place in shape.iter(f"{P}ph")):
            yield shape


def _place(root: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    for kind, (left, top, width, height) in places.items():
        for shape in _shapes(root, kind):
            for offset in shape.iter(f"{A}off"):
                offset.set("x", str(left))
                offset.set("y", str(top))
            for extent in shape.iter(f"{A}ext"):
                if extent.get("cx"):
                    extent.set("cx", str(width))
                    extent.set("cy", str(height))


def _letter(root: Any) -> None:
    """Title to the left and strong; text in sizes that a room can read."""
    title = root.find(f".//{P}titleStyle/{A}lvl1pPr")
    title.set("algn", "l")
    title.find(f"{A}defRPr").set("sz", "2400")
    title.find(f"{A}defRPr").set("b", "1")
    for colour in title.iter(f"{A}schemeClr"):
        colour.set("val", "tx2")
    sizes = ("1600", "1400", "1300", "1200", "1200")
    body = root.find(f".//{P}bodyStyle")
    for level, size in enumerate(sizes, start=1):
        body.find(f"{A}lvl{level}pPr/{A}defRPr").set("sz", size)


_BOX = (
    '<p:sp {names}><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr txBox="1"/>'
    '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{width}" cy="220000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '{fill}</p:spPr><p:txBody><a:bodyPr wrap="square" tIns="0" bIns="0" anchor="ctr"/>'
    '<a:lstStyle/><a:p><a:pPr algn="{align}"/>{run}</a:p></p:txBody></p:sp>'
)
_RUN = (
    '<a:rPr sz="{size}" b="{bold}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:rPr>'
    "<a:t>{text}</a:t>"
)
_BAND = _BOX.format(
    names="{names}", id=9001, name="Band", x=0, y=0, width=9144000, align="ctr",
    fill='<a:solidFill><a:srgbClr val="FFF3CD"/></a:solidFill>',
    run="<a:r>" + _RUN.format(size=900, bold=1, colour="4A3000", text="{text}") + "</a:r>",
)  # fmt: skip


def _foot(root: Any, title: str) -> None:
    """The title to the left, the slide's number to the right."""
    places = {
        "id": 9002,
        "name": "Title",
        "x": 457200,
        "y": 4840000,
        "width": 6400000,
        "align": "l",
    }
    named = _RUN.format(size=800, bold=0, colour=QUIET, text=_escaped(title))
    _add(root, _BOX.format(names=_NAMES, fill="", run=f"<a:r>{named}</a:r>", **places))
    places = {
        "id": 9003,
        "name": "Number",
        "x": 7486800,
        "y": 4840000,
        "width": 1200000,
        "align": "r",
    }
    field = _RUN.format(size=800, bold=0, colour=QUIET, text="‹#›")
    run = f'<a:fld id="{{C5EF2332-01BF-834F-8236-50238299D533}}" type="slidenum">{field}</a:fld>'
    _add(root, _BOX.format(names=_NAMES, fill="", run=run, **places))


def _add(root: Any, shape: str) -> None:
    root.find(f"{P}cSld/{P}spTree").append(parse_xml(shape))


def _escaped(text: str) -> str:
    plain = literal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("{", "&#123;").replace("}", "&#125;")


def finish(path: Path, moment: datetime, language: str, alts: Sequence[str]) -> None:
    """Set what pandoc leaves undone: letters of tables and captions, language, names of pictures.

    ``alts`` are the alternative texts of the pictures in the order of the slides.
    """
    waiting = dict(zip(_pictured(path), alts, strict=False))

    def change(name: str, data: bytes) -> bytes:
        return _finished(data, language, waiting.get(name, "")) if _SLIDE.fullmatch(name) else data

    stamp(path, moment, change)


def _pictured(path: Path) -> list[str]:
    """The slides that hold a picture, in order; none holds two."""
    with zipfile.ZipFile(path) as package:
        slides = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/\w+\.xml", name)]
        slides.sort(key=lambda name: (len(name), name))
        return [name for name in slides if b"<p:pic>" in package.read(name)]


def _finished(data: bytes, language: str, alt: str) -> bytes:
    root = parse_xml(data)
    for picture in root.iterfind(f".//{P}nvPicPr/{P}cNvPr"):
        picture.set("descr", literal(alt))
    for number, named in enumerate(root.iter(f"{P}cNvPr"), start=1):
        named.set("id", str(number))
    for table in root.iter(f"{A}tbl"):
        _table(table)
    _titles(root)
    frame = root.find(f".//{P}graphicFrame")
    for shape in root.iter(f"{P}sp"):
        if shape.find(f"{P}nvSpPr/{P}cNvSpPr[@txBox='1']") is not None:
            _caption(shape, frame)
    for properties in root.iter(f"{A}rPr", f"{A}endParaRPr"):
        properties.set("lang", language)
    return _serialized(root)


def _titles(root: Any) -> None:
    """A long title in smaller letters, so that it keeps to its place."""
    alone = len(list(root.iter(f"{P}ph"))) == 1 and root.find(f".//{P}graphicFrame") is None
    for kind in ("title", "ctrTitle"):
        for shape in _shapes(root, kind):
            letters = sum(len(part.text or "") for part in shape.iter(f"{A}t"))
            sizes = TITLE_SIZES["alone" if alone and kind == "title" else kind]
            size = next((size for most, size in sizes if letters <= most), sizes[-1][1])
            for paragraph in shape.iter(f"{A}p") if size else ():
                _sized(paragraph, size)


def _caption(shape: Any, frame: Any) -> None:
    """To the left; above a table, which moves down for it; where pandoc puts it of a picture."""
    for paragraph in shape.iter(f"{A}p"):
        _sized(paragraph, CAPTION_SIZE)
        for properties in paragraph.iter(f"{A}pPr"):
            properties.set("algn", "l")
    if frame is not None:
        for offset in shape.iter(f"{A}off"):
            offset.set("y", str(CAPTION_TOP))
        for extent in shape.iter(f"{A}ext"):
            extent.set("cy", str(TABLE_TOP - CAPTION_TOP))
        frame.find(f"{P}xfrm/{A}off").set("y", str(TABLE_TOP))
        frame.getparent().remove(shape)
        frame.addprevious(shape)  # read before the table


def _table(table: Any) -> None:
    for paragraph in table.iter(f"{A}p"):
        _sized(paragraph, TABLE_SIZE)
    for cell in table.iter(f"{A}tcPr"):
        for side in ("marT", "marB"):
            cell.set(side, "36000")


def _sized(paragraph: Any, size: str) -> None:
    for properties in paragraph.iter(f"{A}rPr", f"{A}endParaRPr"):
        properties.set("sz", size)


def _serialized(root: Any) -> bytes:
    made: bytes = serialize_part_xml(root)
    return made
