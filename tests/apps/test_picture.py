"""The picture of an area: counted, weighed by the quality of the data, the surest said first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.apps.followup.picture import Standing, picture
from riktning.apps.followup.picture_words import picture_sentence, whole_percents
from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, DirectionFinding, Reason

BARE = DirectionFinding(Direction.CANNOT_TELL, Reason.TOO_SHORT, "none", 0, None, None)


def standing(name, state, q=0.01, quality=1.0, reason=None):
    finding = replace(BARE, state=state, reason=reason, q_value=q, p_value=q / 2, quality=quality)
    return Standing(name, Words(name.title(), name.title()), "R", finding)


SOME = (
    standing("stays", Direction.IMPROVING, 0.04),
    standing("waits", Direction.WORSENING, 0.001),
    standing("calls", Direction.NO_EVIDENCE, 0.6, quality=0.5),
    standing("plans", Direction.CANNOT_TELL, reason=Reason.TOO_SHORT),
    standing("falls", Direction.CANNOT_TELL, reason=Reason.TOO_SHORT),
    standing("beds", Direction.CANNOT_TELL, reason=Reason.VOLUME_BREAK),
)


def test_every_measure_is_counted_once_and_what_cannot_be_told_by_its_reason():
    found = picture(SOME)
    assert found.size == 6
    assert list(found.counts.values()) == [1, 1, 1, 3]
    assert found.reasons == {Reason.TOO_SHORT: 2, Reason.VOLUME_BREAK: 1}


def test_what_can_be_told_is_weighed_by_the_quality_of_its_data():
    found = picture(SOME)
    assert found.shares == {
        Direction.IMPROVING: pytest.approx(0.4),
        Direction.WORSENING: pytest.approx(0.4),
        Direction.NO_EVIDENCE: pytest.approx(0.2),
    }
    assert found.quality == pytest.approx(2.5 / 3)


def test_the_surest_comes_first_and_what_does_not_move_is_not_among_them():
    assert [each.indicator_id for each in picture(SOME).strongest] == ["waits", "stays"]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Direction)), st.floats(0, 1), st.floats(0, 1)), max_size=8
    ),
    st.randoms(use_true_random=False),
)
def test_shares_add_up_and_the_order_of_measures_changes_nothing(drawn, random):
    made = [standing(f"m{i}", state, q, quality) for i, (state, q, quality) in enumerate(drawn)]
    found = picture(made)
    random.shuffle(made)
    again = picture(made)
    assert (again.counts, again.strongest) == (found.counts, found.strongest)
    assert found.size == len(drawn)
    if found.shares is not None:
        assert sum(found.shares.values()) == pytest.approx(1)


def test_the_picture_in_words():
    told = picture_sentence(picture(SOME)).replace("\u00a0", " ")
    assert told == (
        "Av de 3 mått som går att avgöra, vägda efter hur fullständiga uppgifterna är, förbättras "
        "40, försämras 40 och 20 procent visar ingen säker förändring. "
        "Säkrast belagt: Waits (försämras); Stays (förbättras)."
    )
    assert picture_sentence(picture(SOME), "en").startswith("Of the 3 measures that can be told")
    assert picture_sentence(picture(SOME[3:])).startswith("För inget av måtten går det ännu")
    assert picture_sentence(picture(()), "en").startswith("For none of the measures")
    alike = picture_sentence(picture(SOME[:2]))
    assert alike.startswith("Vägda efter hur fullständiga uppgifterna är ger måtten samma bild.")


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=6))
def test_whole_per_cents_add_up_and_none_is_a_whole_one_off(drawn):
    shares = [each / sum(drawn) for each in drawn]
    told = whole_percents(shares)
    assert sum(told) == 100
    assert all(abs(each - 100 * share) < 1 for each, share in zip(told, shares, strict=True))
