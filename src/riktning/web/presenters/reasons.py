"""Why a run has no figures of a measure, in the reader's language; runs keep it in English."""

import re

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


def reason_words(reason: str, language: str) -> str:
    """What the run says, in Swedish where it is one of the sentences that runs are known to use."""
    if language.startswith("en"):
        return reason
    for english, swedish in _SWEDISH:
        if re.fullmatch(english, reason):
            return re.sub(english, swedish, reason)
    return reason
