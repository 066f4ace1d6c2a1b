"""Is a CSV file UTF-8 text to its last byte? One pass, a piece at a time."""

import codecs
from pathlib import Path

from riktning.core.errors import CareDataError

_PIECE = 1 << 20


def refuse_bytes_that_are_no_text(path: Path, where: str) -> None:
    """Raise CareDataError for the first row with a byte that is not UTF-8, or a null byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                _refuse_piece(decoder, piece, row, where)
                row += piece.count(b"\n")
        _refuse_piece(decoder, b"", row, where, last=True)
    except OSError as error:
        raise CareDataError(
            f"the file cannot be opened ({error.strerror})", where=where, remedy="check its rights"
        ) from None


def _refuse_piece(
    decoder: codecs.IncrementalDecoder, piece: bytes, row: int, where: str, *, last: bool = False
) -> None:
    null = piece.find(b"\0")
    try:
        decoder.decode(piece if null < 0 else piece[:null], last)
    except UnicodeDecodeError as error:
        at = f"{where}, row {row + error.object[: error.start].count(10)}"
        raise CareDataError(
            "the file is not UTF-8 text", where=at, remedy="save it as CSV UTF-8"
        ) from None
    if null >= 0:
        raise CareDataError(
            "the file holds a null byte", where=f"{where}, row {row + piece[:null].count(10)}",
            remedy="save it as CSV UTF-8",
        )  # fmt: skip
