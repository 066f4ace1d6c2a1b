"""What is wrong with a file or a question, as one sentence in each of the two languages."""

from dataclasses import dataclass
from pathlib import Path

from riktning.catalogue.model import Words
from riktning.core.errors import SeriesError

LONGEST_QUOTED = 40
MONTH = Words("skriv år och månad som 2025-03", "write year and month as 2025-03")
_UNREADABLE: dict[type[Exception], Words] = {
    FileNotFoundError: Words("filen finns inte", "there is no such file"),
    IsADirectoryError: Words("det är en mapp och ingen fil", "it is a folder and no file"),
    PermissionError: Words("filen får inte läsas", "the file may not be read"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file; the first one, with the names of the columns, is row 1."""

    file: str
    number: int

    @property
    def words(self) -> Words:
        """``own.csv, rad 6``, ``own.csv, row 6``."""
        return Words(f"{self.file}, rad {self.number}", f"{self.file}, row {self.number}")


def fault(what: Words, where: "Row | Words | str", remedy: Words) -> SeriesError:
    """The error, in English, with its Swedish words beside."""
    if isinstance(where, Row):
        where = where.words
    place = Words(where, where) if isinstance(where, str) else where
    swedish = SeriesError(what.sv, where=place.sv, remedy=remedy.sv)
    return SeriesError(what.en, where=place.en, remedy=remedy.en, swedish=swedish)


def quoted(text: str) -> str:
    """What somebody has written, in quotation marks, its beginning where it is long."""
    return repr(text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…")


def no_number(name: Words, text: str, where: "Row | Words | str", remedy: Words) -> SeriesError:
    """A figure that is none: ``name`` is what it is called, such as the value or the target."""
    return fault(
        Words(
            f"{name.sv} {quoted(text)} är inget tal", f"{name.en} {quoted(text)} is not a number"
        ),
        where,
        remedy,
    )


def no_month(text: str, where: "Row | Words | str") -> SeriesError:
    """A month that is none."""
    return fault(
        Words(f"{quoted(text)} är ingen månad", f"{quoted(text)} is not a month"), where, MONTH
    )


def refuse_share(q: float) -> None:
    """Raise SeriesError for an accepted share of false directions that is none: 0 < q < 1."""
    if not 0 < q < 1:
        raise fault(
            Words(f"q är {q:g}", f"q is {q:g}"),
            "--q",
            Words(
                "ange en andel mellan 0 och 1, som 0.05", "give a share between 0 and 1, as 0.05"
            ),
        )


def unreadable(error: Exception, path: Path, remedy: Words) -> SeriesError:
    """A file that cannot be opened, or is no text in UTF-8."""
    plain = Words("filen går inte att läsa", "the file cannot be read")
    return fault(_UNREADABLE.get(type(error), plain), str(path), remedy)
