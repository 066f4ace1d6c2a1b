"""How wide a text is in print, and how wide the column was that broke it.

Widths are thousandths of the font size, by the classes of a common proportional sans serif
(Adobe's published metrics for Helvetica): enough to tell columns apart, whatever the real font.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from riktning.documents.reading.lines import Line

_CLASSES = {
    222: "ijl",
    278: " tf.,:;!/|Iı",
    333: "r()-[]*",
    500: "ckszxyvJ",
    584: "+=<>~",
    667: "ABEKPSVXYÅÄÉÜ&",
    722: "CDHNRUw",
    778: "GOQÖ",
    833: "mM",
    611: "FTZLß",
    944: "W",
}
_WIDTH = {sign: width for width, signs in _CLASSES.items() for sign in signs}
TOLERANCE = 0.02


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """The printed width in thousandths of the font size."""
    return sum(_WIDTH.get(sign, 556) for sign in text)


def would_fit(lines: Sequence[Line], index: int, column: float) -> bool:
    """True when line ``index`` had clear room for the next line's first word in ``column``."""
    return _with_next_word(lines, index) < column * (1 - TOLERANCE)


def _with_next_word(lines: Sequence[Line], index: int) -> int:
    """How wide line ``index`` would be with the next line's first word on it."""
    word = lines[index + 1].text.split(maxsplit=1)[0]
    return width(f"{lines[index].text} {word}")


def column_width(texts: Sequence[Sequence[Line]]) -> float | None:
    """The width that explains most line breaks of some cells; None without any line.

    A line wider than the column counts 1 against a width, a break before a word that had room
    counts one half (authors break lines by hand too).
    """
    printed = sorted(width(line.text) for lines in texts for line in lines)
    if not printed:
        return None
    with_next = sorted(
        _with_next_word(lines, index) for lines in texts for index in range(len(lines) - 1)
    )

    def against(column: int) -> float:
        # Two look-ups in sorted widths: a walk through every line for every width that occurs
        # made the time grow as the square of the table.
        wide = len(printed) - bisect_right(printed, column * 1.01)
        return wide + bisect_left(with_next, column * (1 - TOLERANCE)) / 2

    return float(min(sorted(set(printed), reverse=True), key=against))


def misfit(lines: Sequence[Line], column: float | None, marks_wraps: bool) -> float:
    """The cost of believing that these lines were set in a column of this width."""
    if column is None:
        return 0.0
    wide = sum(_excess(width(line.text) / column - 1 - TOLERANCE) for line in lines)
    early = sum(
        0.7
        for index in range(len(lines) - 1)
        if (lines[index].soft or not marks_wraps) and would_fit(lines, index, column)
    )
    return wide + min(early, 2.1)


def _excess(ratio: float) -> float:
    return min(1 + 10 * ratio, 6.0) if ratio > 0 else 0.0
