"""Which assignments say the same: each pair compared, and the passages that two have in common.

Likeness is the cosine between TF-IDF vectors (Salton and Buckley 1988,
doi:10.1016/0306-4573(88)90021-0) of Swedish word stems (the Snowball stemmer; Porter 2001):
tf = 1 + ln(count), idf = 1 + ln((1 + n) / (1 + df)). What stands in many of the texts, as the words
of a template do, therefore says little.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import snowballstemmer
from scipy import sparse

RUN = 6  # words on end that make a passage
MOST_READ = 200  # pairs, the most alike, whose passages are looked for
_TEMPLATE = 3  # a run of words that stands in more texts than so, and in a tenth, is the template's
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two texts, each as it stands there."""

    first: str
    second: str
    words: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two texts by their place, how alike they are (0 to 1), and what both say, longest first."""

    first: int
    second: int
    likeness: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as stems, with the place of each word in it."""

    text: str
    stems: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def overlaps(texts: Sequence[str], at_least: float) -> tuple[Overlap, ...]:
    """Every pair of texts whose likeness is ``at_least`` (0 to 1) so much, the most alike first.

    A text without words is like none. Passages are looked for in the first ``MOST_READ`` pairs:
    where there are more, the texts are copies of one another, and nobody reads them all.
    """
    read = _read(texts)
    if len(read) < 2 or not any(one.stems for one in read):
        return ()
    likeness = _likeness(read)
    rows, columns = np.nonzero(np.triu(likeness >= at_least, 1))
    order = np.lexsort((columns, rows, -likeness[rows, columns]))
    pairs = [(int(rows[at]), int(columns[at])) for at in order]
    template = _template(read) if pairs else frozenset()
    return tuple(
        Overlap(
            first,
            second,
            float(min(likeness[first, second], 1.0)),
            tuple(sorted(_common(read[first], read[second], template), key=_longest))
            if place < MOST_READ
            else (),
        )
        for place, (first, second) in enumerate(pairs)
    )


def likenesses(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """The likeness of each text with each, shape (n, n), values 0 to 1."""
    return _likeness(_read(texts))


def _longest(passage: Passage) -> tuple[int, str]:
    return -passage.words, passage.first


def _read(texts: Sequence[str]) -> list[_Read]:
    """Each word is stemmed once, however often it stands in the texts."""
    found = [[(m.group().casefold(), m.span()) for m in _WORD.finditer(text)] for text in texts]
    known = sorted({word for words in found for word, _span in words})
    stems = snowballstemmer.stemmer("swedish").stemWords(known)
    number = {stem: place for place, stem in enumerate(dict.fromkeys(stems))}
    by_word = {word: number[stem] for word, stem in zip(known, stems, strict=True)}
    return [
        _Read(text, tuple(by_word[word] for word, _ in words), tuple(span for _, span in words))
        for text, words in zip(texts, found, strict=True)
    ]


def _likeness(read: Sequence[_Read]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    counts = [Counter(one.stems) for one in read]
    lengths = [len(count) for count in counts]
    columns = np.fromiter((stem for count in counts for stem in count), np.int64, sum(lengths))
    values = np.fromiter((n for count in counts for n in count.values()), float, sum(lengths))
    width = int(columns.max()) + 1 if len(columns) else 1
    among = np.bincount(columns, minlength=width)
    weights = (1 + np.log(values)) * (1 + np.log((1 + len(read)) / (1 + among)))[columns]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    matrix = sparse.csr_array((weights, columns, starts), shape=(len(read), width))
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    norms[norms == 0] = 1.0
    matrix = sparse.diags_array(1 / norms) @ matrix
    product: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (matrix @ matrix.T).toarray()
    return product


def _runs(one: _Read) -> Iterator[tuple[int, ...]]:
    return (one.stems[at : at + RUN] for at in range(len(one.stems) - RUN + 1))


def _template(read: Sequence[_Read]) -> frozenset[tuple[int, ...]]:
    """The runs of words that so many texts have that they are the template's."""
    among = Counter(run for one in read for run in set(_runs(one)))
    most = max(_TEMPLATE, len(read) // 10)
    return frozenset(run for run, count in among.items() if count > most)


def _common(first: _Read, second: _Read, template: frozenset[tuple[int, ...]]) -> list[Passage]:
    places: dict[tuple[int, ...], int] = {}
    for place, run in enumerate(_runs(second)):
        places.setdefault(run, place)
    found, at, seen = [], 0, set()
    while at <= len(first.stems) - RUN:
        run = first.stems[at : at + RUN]
        other = places.get(run)
        if other is None or run in template:
            at += 1
            continue
        size = RUN
        while (
            at + size < len(first.stems)
            and other + size < len(second.stems)
            and first.stems[at + size] == second.stems[other + size]
        ):
            size += 1
        if run not in seen:
            found.append(Passage(_said(first, at, size), _said(second, other, size), size))
        seen.add(run)
        at += size
    return found


def _said(one: _Read, at: int, size: int) -> str:
    return " ".join(one.text[one.spans[at][0] : one.spans[at + size - 1][1]].split())
