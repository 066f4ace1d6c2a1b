"""Broken lines back into running text: white space folded, hyphenation undone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SUSPENDED = {"och", "eller", "samt", "respektive", "resp", "and", "or", "to", "till", "såväl"}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(slots=True)
class Joiner:
    """Joins lines with the document's own vocabulary as evidence about hyphens.

    ``undecided`` collects words joined without evidence, each with the number of its line.
    """

    words: frozenset[str]
    undecided: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Joiner":
        """Learn the words that stand unbroken inside the document's lines."""
        found: set[str] = set()
        for line in lines:
            inner = re.sub(r"\S+[-\u00ad]\s*$", "", line)
            found.update(word.casefold() for word in _WORD.findall(inner))
        return cls(frozenset(found))

    def join(self, lines: Sequence[tuple[str, bool]], number: int = 0) -> str:
        """Join (text, has trailing space) lines to one text with single spaces."""
        done: list[str] = []
        last = ""
        soft = False
        for line, line_soft in lines:
            following = " ".join(line.split())
            text = self._pair(last, following, soft, number) if last else following
            # How lines are joined hangs on the last word alone: what stands before it is put by,
            # so that the time does not grow as the square of the text.
            before, space, last = text.rpartition(" ")
            done.append(before + space)
            soft = line_soft
        return ("".join(done) + last).replace("\u00ad", "")

    def _pair(self, left: str, right: str, soft: bool, number: int) -> str:
        if left.endswith("\u00ad"):
            return left[:-1] + right
        if re.search(r"\w/$", left) and not soft:
            return left + right
        if not re.search(r"\w-$", left):
            return f"{left} {right}"
        return self._hyphen(left, right, soft, number)

    def _hyphen(self, left: str, right: str, soft: bool, number: int) -> str:
        """Suspended (hälso- och), part of the word (IT-miljö) or put in by the line break."""
        start = _WORD.match(right)
        ending = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", left)
        if soft or start is None or ending is None:
            return f"{left} {right}"
        joined = (ending[1] + start[0]).casefold()
        if joined not in self.words and _is_conjunction(right, start[0]):
            return f"{left} {right}"
        if _keeps_hyphen(ending[1], start[0]):
            return left + right
        hyphenated = f"{ending[1]}-{start[0]}".casefold()
        if hyphenated in self.words and joined not in self.words:
            return left + right
        if joined not in self.words or hyphenated in self.words:
            self.undecided.setdefault(ending[1] + start[0], number)
        return left[:-1] + right


def _is_conjunction(text: str, word: str) -> bool:
    """``och`` and the like, with more to come: no sentence ends in one."""
    return word.casefold() in _SUSPENDED and text[len(word) : len(word) + 1] in ("", " ", "/")


def _keeps_hyphen(first: str, second: str) -> bool:
    """Abbreviations, digits and single letters carry a hyphen of their own."""
    return (
        not second[0].islower()
        or first[-1].isdigit()
        or first[-1].isupper()
        or len(first.rsplit("-", maxsplit=1)[-1]) == 1
    )
