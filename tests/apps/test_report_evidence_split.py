"""Evidence of a measure by unit and by group, and of what activities did: told as found."""

from dataclasses import replace
from datetime import date

import pytest

from apps.report_evidence_store import AREA, a_plan, a_run
from apps.round_store import NORTH, STAY
from apps.test_effects_published import FOUND, LATE
from riktning.apps.observations.queries import unit_series
from riktning.apps.reports.evidence import Material, offer_from_json, offer_named, offer_to_json
from riktning.apps.reports.evidence.effects import effect_sentences
from riktning.apps.reports.templates import templates
from riktning.catalogue.model import Words
from riktning.core.periods import PeriodKind
from riktning.documents.manuscript.blocks import Sentences, Table
from riktning.trends.effect.finding import EffectKind, EffectState
from riktning.trends.effect.stored import effect_as_json

pytestmark = pytest.mark.django_db
NOTHING = dict.fromkeys(("numerator", "denominator", "square_sum", "value", "low", "high"))


def asked(run, **more):
    return {"revision": a_plan(), "run": run, "as_of": run.as_of, "language": "sv", **more}


def the_table(piece):
    return next(block for block in piece.blocks if isinstance(block, Table))


def test_the_units_of_one_kind_stand_in_a_table_with_their_figures(tmp_path):
    run = a_run(tmp_path)
    piece = offer_named(Material(**asked(run)), f"units:{STAY}:region")
    table = the_table(piece)
    stored = unit_series(run, STAY, PeriodKind.YEAR)
    assert len(table.rows) == 3
    assert table.header[0] == "Förvaltningar"
    for name, value, _interval in table.rows:
        assert piece.facts[name] == value
    (north,) = [row for row in table.rows if row[0] == "Sjukhusen i norr"]
    written = f"{stored[NORTH][-1].value:.1f}".replace(".", ",")
    assert north[1] == f"{written} (preliminärt)"
    assert "ingen skillnad mellan dem är prövad" in table.note
    assert "syntetiska data" in table.source
    assert offer_from_json(offer_to_json(piece)) == piece


def test_a_hidden_unit_is_said_to_be_hidden_and_has_no_number(tmp_path):
    changes = {(STAY, NORTH, "year", date(2025, 1, 1)): {**NOTHING, "hidden": "primary"}}
    run = a_run(tmp_path, changes=changes)
    rows = the_table(offer_named(Material(**asked(run)), f"units:{STAY}:region")).rows
    (north,) = [row for row in rows if row[0] == "Sjukhusen i norr"]
    assert north[1:] == ("döljs", "–")


@pytest.mark.parametrize("key", ["units:nothing:region", f"units:{STAY}:norr", "groups:x:region"])
def test_a_measure_or_a_place_that_is_not_there_has_no_piece(tmp_path, key):
    assert offer_named(Material(**asked(a_run(tmp_path))), key) is None


# Effect -> sentences, in both languages; read it when it changes.
EFFECTS = {
    "better": (
        FOUND,
        "vilket är bättre, jämfört med 4 enheter",
        "which is better, compared with 4",
    ),
    "worse": (
        replace(FOUND, state=EffectState.WORSE),
        "vilket är sämre, jämfört med",
        "which is worse, compared with",
    ),
    "association": (
        replace(FOUND, kind=EffectKind.ASSOCIATION, controls=0),
        "(ett samband: det finns inga enheter att jämföra med, och annat hände samtidigt)",
        "(an association: there are no units to compare with",
    ),
    "no evidence": (
        replace(FOUND, state=EffectState.NO_EVIDENCE),
        "Ingen säker skillnad syns i",
        "No evidence of a difference is seen in",
    ),
    "no polarity": (
        replace(FOUND, state=EffectState.NO_POLARITY),
        "Ingen säker skillnad syns i",
        "No evidence of a difference is seen in",
    ),
    "cannot tell": (
        LATE,
        "Effekten kan inte skattas: för få månader efter starten. Det behövs 4",
        "The effect cannot be estimated: too few months after the start. It takes 4",
    ),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_is_told_no_stronger_than_it_was_found(name, tmp_path):
    from riktning.apps.observations.queries import indicator

    found, swedish, english = EFFECTS[name]
    info = indicator(a_run(tmp_path), STAY)
    for language, expected in (("sv", swedish), ("en", english)):
        began, told = effect_sentences(found, info, language)
        assert began.startswith(found.activity)
        assert expected in told.replace("\u00a0", " ")
        claims = any(word in told for word in ("bättre", "sämre", "better", "worse"))
        assert claims == (found.state in {EffectState.BETTER, EffectState.WORSE})


def test_every_state_of_an_effect_is_in_the_table():
    assert {each[0].state for each in EFFECTS.values()} == set(EffectState)
    assert {each[0].kind for each in EFFECTS.values()} == set(EffectKind)


def test_effects_are_those_of_the_area_and_of_the_unit_that_was_touched(tmp_path):
    run = a_run(tmp_path)
    about = asked(run)
    assert offer_named(Material(**about), "effects:all").empty
    found = replace(FOUND, indicator_id=STAY, units=(NORTH,)), replace(LATE, indicator_id=STAY)
    run.effects = [effect_as_json(each) for each in found]
    run.save(update_fields=["effects"])
    piece = offer_named(Material(**about), f"effects:{AREA}")
    assert all(isinstance(block, Sentences) for block in piece.blocks)
    assert len(piece.blocks) == 2
    assert list(piece.facts.values()) == [
        "effekt mot jämförelseenheter, bättre", "kan inte skattas, går inte att avgöra",
    ]  # fmt: skip
    assert len(piece.links) == 1
    assert len(offer_named(Material(**{**about, "unit": NORTH}), "effects:all").blocks) == 1
    assert offer_named(Material(**{**about, "unit": "soder"}), "effects:all").empty


def test_the_new_kinds_are_offered_where_measures_are_followed_up_and_never_stand_by_themselves():
    for each in templates():
        offered = {kind for section in each.sections for kind in section.kinds}
        if each.key in {"yearly", "area", "administration"}:
            assert {"units", "groups", "effects"} <= offered
        inserted = {
            key for section in each.sections for key in (*section.inserted, *section.if_any)
        }
        assert not [key for key in inserted if key.startswith(("units:", "groups:", "effects:"))]
        assert isinstance(each.name, Words)
