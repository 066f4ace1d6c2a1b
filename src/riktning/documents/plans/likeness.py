"""Pairs of texts that say nearly the same, found without comparing each with each.

Two texts are alike by Jaccard's measure of their words (Jaccard 1912): shared over all. Pairs are
found by prefix filtering (Bayardo, Ma and Srikant 2007, doi:10.1145/1242572.1242591): with each
text's words from the rarest on, texts that alike share one of their first words.
Thousands of texts on one pattern are alike each with each, and the search stops at a bound.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

MOST_PAIRS = 10_000  # more than anybody reads; a plan's own are some tens
MOST_COMPARED = 400_000  # a quarter of a second of one processor
_WORD = re.compile(r"[\w%]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs of places (first, second, likeness) in order, among the first ``searched`` texts."""

    pairs: tuple[tuple[int, int, float], ...]
    searched: int


def alike(
    texts: Sequence[str],
    at_least: float,
    *,
    most_pairs: int = MOST_PAIRS,
    most_compared: int = MOST_COMPARED,
) -> Alike:
    """Each pair of texts whose likeness is at least so much, until a bound is met.

    ``at_least`` is above 0 and at most 1; a text without words is like none. All texts are searched
    unless a text's turn comes when ``most_pairs`` are found or ``most_compared`` comparisons made.
    """
    sets = [frozenset(_WORD.findall(text.casefold())) for text in texts]
    common = Counter(word for words in sets for word in words)
    index: dict[str, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int, float]] = []
    compared = 0
    for second, words in enumerate(sets):
        if len(pairs) >= most_pairs or compared >= most_compared:
            return Alike(tuple(pairs), second)
        size = len(words)
        rarest = sorted(words, key=lambda word: (common[word], word))
        prefix = rarest[: size - ceil(at_least * size - 1e-9) + 1]
        candidates = set().union(*(index[word] for word in prefix))
        compared += len(candidates)
        for first in sorted(candidates):
            other = sets[first]
            if min(size, len(other)) / max(size, len(other)) < at_least:
                continue  # they share at most the smaller, and together have at least the larger
            shared = len(other & words)
            likeness = shared / (size + len(other) - shared)
            if likeness >= at_least:
                pairs.append((first, second, likeness))
        for word in prefix:
            index[word].append(second)
    return Alike(tuple(pairs), len(texts))
