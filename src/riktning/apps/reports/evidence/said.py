"""What a piece of evidence says, line by line: the sentences and cells that a reader meets.

Two pieces say the same when every line is the same to the letter; only the names of the runs they
were made from may differ. What the lines do not hold (the points of a chart, the order of rows) is
held against each other too, and told in words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from riktning.apps.reports.evidence.offer import Change, Offer, compare
from riktning.catalogue.model import Words
from riktning.documents.manuscript.blocks import Block, Chart, Note, Prose, Said, Sentences, Table
from riktning.documents.manuscript.json import blocks_to_json

_SENTENCE = Words("Mening", "Sentence")
_SOURCE = Words("Källa", "Source")
_DRAWN = Words("Bild eller ordning", "Picture or order")
_OLD = Words("som det är ritat och ordnat nu", "as it is drawn and ordered now")
_NEW = Words("ritat eller ordnat på annat sätt", "drawn or ordered in another way")
_ALIKE = 0.3  # share of words that a sentence and its newer wording have in common, at least

Line = tuple[str, str]  # what it is of (empty for a sentence), and what it says


def differences(old: Offer, new: Offer, runs: Iterable[str], language: str) -> tuple[Change, ...]:
    """Every figure, sentence and cell that is another; none when all reads the same.

    ``runs`` are the names of the two runs, which may differ. A line that differs only by a figure
    that is told already, of the same measure, is not told twice.
    """
    named = tuple(sorted(runs, key=len, reverse=True))
    figures = compare(old, new)
    was, now = (_lines(each, named, language) for each in (old, new))
    changes = [*figures]
    changes += (each for each in _cells(was, now) if not _told(each, figures))
    changes += (each for each in _sentences(was, now, language) if not _told(each, figures))
    if not changes and _whole(old, named) != _whole(new, named):
        changes.append(Change(*(words.in_(language) for words in (_DRAWN, _OLD, _NEW))))
    return tuple(changes)


def _whole(offer: Offer, runs: Sequence[str]) -> str:
    return _without(f"{offer.title}\n{blocks_to_json(offer.blocks)}", runs)


def _without(text: str, runs: Sequence[str]) -> str:
    for run in runs:
        text = text.replace(run, "…")
    return text


def _lines(offer: Offer, runs: Sequence[str], language: str) -> list[Line]:
    found = [("", offer.title)]
    for block in offer.blocks:
        found += _of_block(block)
        source = "" if isinstance(block, Prose) else block.source
        found += [(_SOURCE.in_(language), source)] if source else []
    return [(_without(what, runs), _without(text, runs)) for what, text in found]


def _of_block(block: Block) -> Iterator[Line]:
    match block:
        case Prose():
            yield "", block.markdown
        case Sentences():
            yield from (("", text) for text in block.texts)
        case Note():
            yield "", block.text
        case Said():
            yield "", f"{block.by}, {block.date}: {block.text}"
        case Table():
            yield from _of_table(block)
        case Chart():
            yield "", block.caption
            yield "", block.alt
            if block.table:
                yield from _of_table(block.table)


def _of_table(table: Table) -> Iterator[Line]:
    """The cells by row and column; rows that begin alike are told apart by their number."""
    yield "", table.caption
    yield from (("", text) for text in table.header if text)
    seen: Counter[str] = Counter()
    for row in table.rows:
        seen[row[0]] += 1
        name = row[0] if seen[row[0]] == 1 else f"{row[0]} ({seen[row[0]]})"
        if len(row) == 1:
            yield "", row[0]
        for column, cell in zip(table.header[1:], row[1:], strict=True):
            yield f"{table.caption}: {name}, {column}", cell
    if table.note:
        yield "", table.note


def _cells(was: Iterable[Line], now: Iterable[Line]) -> Iterator[Change]:
    """What has a name and says something else."""
    before, after = (_by_name(lines) for lines in (was, now))
    for what in dict.fromkeys([*before, *after]):
        pairs = zip_longest(before.get(what, []), after.get(what, []), fillvalue="")
        yield from (Change(what, old, new) for old, new in pairs if old != new)


def _by_name(lines: Iterable[Line]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for what, text in lines:
        if what:
            found.setdefault(what, []).append(text)
    return found


def _sentences(was: Iterable[Line], now: Iterable[Line], language: str) -> Iterator[Change]:
    """Sentences that only one of them has, each beside the one that is most like it."""
    before, after = (Counter(text for what, text in lines if not what) for lines in (was, now))
    gone, come = list((before - after).elements()), list((after - before).elements())
    for old in gone:
        like = max(come, key=lambda new: _likeness(old, new), default="")
        if like and _likeness(old, like) >= _ALIKE:
            come.remove(like)
        else:
            like = ""
        yield Change(_SENTENCE.in_(language), old, like)
    yield from (Change(_SENTENCE.in_(language), "", new) for new in come)


def _likeness(one: str, other: str) -> float:
    words, others = set(one.split()), set(other.split())
    return len(words & others) / (len(words | others) or 1)


def _told(line: Change, figures: Iterable[Change]) -> bool:
    """Whether the line is the same but for figures of what it is about that are told already."""
    said, about = line.old, f"{line.what} {line.old}".casefold()
    if not line.new:
        return False
    for figure in figures:
        if not figure.old or figure.old not in said:
            continue
        if figure.what.split(",")[0].casefold() in about:
            whole = rf"(?<![\w,.+−-]){re.escape(figure.old)}(?![\w]|[,.]\d)"  # not within another
            parts = re.split(whole, said)
            if len(parts) > 2:  # which of them it is cannot be known
                return False
            said = figure.new.join(parts)
    return said == line.new and said != line.old
