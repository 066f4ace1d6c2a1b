"""Assignments compared pairwise: against a slow twin, by properties, and in time."""

import math
import random
import re
import resource
from collections import Counter

import numpy as np
import pytest
import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.documents.groups.overlap import RUN, likenesses, overlaps

WORDS = ["vård", "vården", "vårdens", "samordna", "samordning", "digitala", "stöd", "grupp", "och"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=6)


def twin(texts):
    """The cosine of TF-IDF, term by term with dictionaries."""
    stem = snowballstemmer.stemmer("swedish").stemWord
    counts = [Counter(stem(w) for w in re.findall(r"[^\W\d_]{2,}", t.lower())) for t in texts]
    among = Counter(term for count in counts for term in count)
    vectors = [
        {
            term: (1 + math.log(n)) * (1 + math.log((1 + len(texts)) / (1 + among[term])))
            for term, n in count.items()
        }
        for count in counts
    ]

    def cosine(a, b):
        size = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
        return sum(v * b.get(term, 0.0) for term, v in a.items()) / size if size else 0.0

    return [[cosine(a, b) for b in vectors] for a in vectors]


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_likeness_is_that_of_the_slow_twin(texts):
    if texts and any(texts):
        np.testing.assert_allclose(likenesses(texts), twin(texts), atol=1e-12)


def test_inflected_words_are_the_same_word():
    pairs = overlaps(["samordna utvecklingen", "samordnar utveckling", "städa lokaler"], 0.9)
    assert [(one.first, one.second) for one in pairs] == [(0, 1)]
    assert pairs[0].likeness == pytest.approx(1)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["ord"], ["1 2", "3"]])
def test_nothing_to_compare_is_no_overlap(texts):
    assert overlaps(texts, 0.1) == ()


SHARED = "se till att det som har prövats och fungerar når alla förvaltningar"


def test_the_passage_in_common_is_shown_as_each_wrote_it():
    first = f"Gruppen ska föreslå arbetssätt; {SHARED}. Följa takten."
    second = f"Prioritera stöd. {SHARED.capitalize()}! Svara för säkerheten."
    (pair,) = overlaps([first, second], 0.1)
    (passage,) = pair.passages
    assert passage.first == SHARED
    assert passage.second == SHARED.capitalize()
    assert passage.words == len(SHARED.split())


def test_the_words_of_a_template_are_no_passage():
    template = "gruppen fattar inga egna beslut utan var och en beslutar själv"
    texts = [f"{template}. Uppgift {word} {SHARED if n < 2 else ''}" for n, word in
             enumerate(["ekonomi", "personal", "lokaler", "måltider", "juridik"])]  # fmt: skip
    pairs = overlaps(texts, 0.01)
    passages = {(p.first, p.second): [x.first for x in p.passages] for p in pairs}
    assert any(SHARED in said for said in passages[(0, 1)])
    assert not any(template in said for some in passages.values() for said in some)


@given(TEXTS, st.floats(0.05, 1))
@settings(max_examples=100, deadline=None)
def test_every_passage_stands_in_both_texts_and_is_long_enough(texts, at_least):
    for pair in overlaps(texts, at_least):
        assert pair.first < pair.second
        assert at_least <= pair.likeness + 1e-12
        for passage in pair.passages:
            assert passage.words >= RUN
            assert passage.first in " ".join(texts[pair.first].split())
            assert passage.second in " ".join(texts[pair.second].split())


def test_400_documents_are_compared_in_two_seconds():
    draw = random.Random(8)
    letters = "abdefghijklmnoprstuvåäö"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 12))) for _ in range(12_000)]
    weights = [1 / (place + 10) for place in range(len(words))]
    texts = [" ".join(draw.choices(words, weights, k=600)) for _ in range(400)]
    texts[7] = texts[3][:4000] + texts[7][4000:]
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = overlaps(texts, 0.5)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert (3, 7) in {(one.first, one.second) for one in found}
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 2.0


def test_copies_of_one_text_are_all_found_and_only_the_first_pairs_are_read():
    found = overlaps(["samma ord i alla texter hela vägen"] * 40 + ["annat"], 0.9)
    assert len(found) == 40 * 39 // 2
