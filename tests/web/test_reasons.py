"""Why there are no figures is told in the language of the page."""

from riktning.web.presenters.reasons import reason_words

LOOKS_BACK = "it looks back 60 months, and the delivery covers 48"


def test_a_swedish_page_says_in_swedish_why_there_are_no_figures():
    assert reason_words(LOOKS_BACK, "sv") == (
        "måttet ser 60 månader bakåt, och leveransen omfattar 48"
    )
    assert reason_words("not delivered: wait, person", "sv") == "inte levererat: wait, person"
    assert reason_words(LOOKS_BACK, "en") == LOOKS_BACK
