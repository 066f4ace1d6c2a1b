"""Why a run has no figures of a measure, in the reader's language; runs keep it in English."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_SWEDISH = (
    (r"not delivered: (.+)", r"inte levererat: \1"),
    (r"delivered without a row: (.+)", r"levererat utan en enda rad: \1"),
    (
        r"it looks back (\d+) months, and the delivery covers (\d+)",
        r"måttet ser \1 månader bakåt, och leveransen omfattar \2",
    ),
    (
        r"the baseline (\S+) to (\S+) is outside the months delivered, (\S+) to (\S+)",
        r"jämförelseperioden \1 till \2 ligger utanför de levererade månaderna, \3 till \4",
    ),
)


def reason_words(reason: str, language: str, quality: Sequence[Mapping[str, Any]] = ()) -> str:
    """What the run says, in Swedish where it is one of the sentences that runs are known to use.

    ``quality`` is what the run's checks said, in both languages: a measure that is withheld has
    the English sentence of a check as its reason, and gets the same check's Swedish one.
    """
    if language.startswith("en") or not reason:
        return reason
    for english, swedish in _SWEDISH:
        if re.fullmatch(english, reason):
            return re.sub(english, swedish, reason)
    return _of_checks(reason, quality)


def _of_checks(reason: str, quality: Sequence[Mapping[str, Any]]) -> str:
    """Sentences of checks put into Swedish, the longest first: one may begin as another does."""
    pairs = {
        str(check["sentence_en"]).rstrip("."): str(check["sentence_sv"]).rstrip(".")
        for check in quality
    }
    for english in sorted(pairs, key=len, reverse=True):
        if english:
            reason = reason.replace(english, pairs[english])
    return reason
