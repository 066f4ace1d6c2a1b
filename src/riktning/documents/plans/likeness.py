"""Pairs of texts that say nearly the same, found without comparing each with each.

Two texts are alike by Jaccard's measure of their words (Jaccard 1912): shared over all. Pairs are
found by prefix filtering (Bayardo, Ma and Srikant 2007, doi:10.1145/1242572.1242591): with each
text's words from the rarest on, texts that alike share one of their first words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

_WORD = re.compile(r"[\w%]+")


def alike(texts: Sequence[str], at_least: float) -> Iterator[tuple[int, int, float]]:
    """(first, second, likeness) for each pair of texts whose likeness is at least so much.

    ``at_least`` is above 0 and at most 1; a text without words is like none. Pairs come in order.
    """
    sets = [frozenset(_WORD.findall(text.casefold())) for text in texts]
    common = Counter(word for words in sets for word in words)
    index: dict[str, list[int]] = defaultdict(list)
    for second, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (common[word], word))
        prefix = rarest[: len(words) - ceil(at_least * len(words)) + 1]
        candidates = {first for word in prefix for first in index[word]}
        for first in sorted(candidates):
            likeness = len(sets[first] & words) / len(sets[first] | words)
            if likeness >= at_least:
                yield first, second, likeness
        for word in prefix:
            index[word].append(second)
