"""What a file is, by its content; and whether it may be read at all."""

import codecs
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from riktning.core.errors import DocumentError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
LARGEST_TEXT = 2 * MEGABYTE
MOST_LINES = 10_000
LONGEST_LINE = 20_000
READABLE = "save it as Word (.docx), PDF with text, Excel (.xlsx) or plain text (.txt)"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Kind(StrEnum):
    """The formats that can be read."""

    WORD = "Word document"
    EXCEL = "Excel workbook"
    PDF = "PDF"
    TEXT = "plain text"


_ENDINGS = {
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".xlsx": Kind.EXCEL,
    ".xlsm": Kind.EXCEL,
    ".pdf": Kind.PDF,
}


def examine(path: Path) -> Kind:
    """The file's format; DocumentError when it cannot or must not be read."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise _error(path, "is a folder, not a document", "name the file itself")
        if size == 0:
            raise _error(path, "the file is empty", "export the document again")
        if size > LARGEST_FILE:
            limit = f"the limit is {LARGEST_FILE // MEGABYTE} MB"
            raise _error(path, f"the file is {size // MEGABYTE} MB, {limit}", "leave out pictures")
        with path.open("rb") as file:
            start = file.read(2048)
    except OSError as error:
        problem = f"the file cannot be opened ({error.strerror})"
        raise _error(path, problem, "check the name and that you may read it") from error
    kind = _by_content(path, start)
    _agree(path, kind)
    return kind


def decode(path: Path) -> str:
    """The text of a text file: UTF-8, UTF-16 or UTF-32 with a mark, else Windows-1252."""
    raw = path.read_bytes()
    if len(raw) > LARGEST_TEXT:
        limit = LARGEST_TEXT // MEGABYTE
        raise _error(path, f"more than {limit} MB of text is no plan", "cut out the plan itself")
    text = _decoded(path, raw)
    _refuse_more_than_a_plan(path, text)
    return text


def _refuse_more_than_a_plan(path: Path, text: str) -> None:
    """Stated limits, well above any plan: what the reading costs is known beforehand."""
    lines = re.split(r"\r\n?|\n", text)
    if len(lines) > MOST_LINES:
        raise _error(path, f"more than {MOST_LINES} lines is no plan", "cut out the plan itself")
    if max(map(len, lines), default=0) > LONGEST_LINE:
        problem = f"a line of more than {LONGEST_LINE} characters is no plan"
        raise _error(path, problem, "save the text with the lines of the document")


def _marked(raw: bytes) -> str | None:
    """The encoding that the first bytes declare; UTF-32's mark begins as UTF-16's."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    return None


def _decoded(path: Path, raw: bytes) -> str:
    marked = _marked(raw)
    if marked is not None:
        try:
            return raw.decode(marked)
        except UnicodeDecodeError as error:
            problem = f"the text says it is {marked}, but is cut or damaged"
            raise _error(path, problem, "save it as UTF-8") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _error(path, "the text's encoding is not known", "save it as UTF-8") from error


def _by_content(path: Path, start: bytes) -> Kind:
    if start.startswith(_OLE):
        raise _ole_error(path)
    if b"%PDF-" in start[:1024]:
        return Kind.PDF
    if start.startswith(b"PK"):
        return _office(path)
    if start.startswith(b"{\\rtf"):
        raise _error(path, "is a rich text file (RTF), which cannot be read", READABLE)
    if _marked(start) is None and _CONTROL.search(start):
        raise _error(path, "is neither a document nor text", READABLE)
    return Kind.TEXT


def _ole_error(path: Path) -> DocumentError:
    """An OLE container is an encrypted Office file or one from before 2007."""
    with path.open("rb") as file:
        content = file.read(4 * MEGABYTE)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _error(path, "is protected with a password", "remove the password and save it again")
    return _error(path, "is in the old Office format (.doc, .xls)", READABLE)


def _office(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _error(path, "the file is damaged", "export the document again") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_UNPACKED:
        limit = f"the limit is {LARGEST_UNPACKED // MEGABYTE} MB"
        problem = f"unpacks to {unpacked // MEGABYTE} MB, {limit}"
        raise _error(path, problem, "save the document again without pictures and attachments")
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return Kind.WORD
    if "xl/workbook.xml" in names:
        return Kind.EXCEL
    raise _error(path, "is a package that is neither Word nor Excel", READABLE)


def _agree(path: Path, kind: Kind) -> None:
    expected = _ENDINGS.get(path.suffix.lower(), kind)
    wrong_text = path.suffix.lower() == ".txt" and kind is not Kind.TEXT
    if expected is not kind or wrong_text:
        problem = f"the name ends in {path.suffix} but the content is {_article(kind)}"
        raise _error(path, problem, "give the file the ending that fits, or export it again")


def _article(kind: Kind) -> str:
    if kind is Kind.TEXT:
        return str(kind)
    return f"an {kind}" if kind is Kind.EXCEL else f"a {kind}"


def _error(path: Path, what: str, remedy: str) -> DocumentError:
    return DocumentError(what, where=path.name, remedy=remedy)
