"""Search in the store: what is found, by whom, and that it is what the store holds now."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from riktning.apps.followup.search.finding import MOST_OF_A_KIND, MOST_OF_ONE, find
from riktning.apps.followup.search.index import MADE, TEXTS, look_after, rebuild, take_away
from riktning.apps.followup.search.sources import SOURCES, Found
from riktning.apps.followup.search.words import beginnings, folded, stem_of, words_of
from riktning.apps.organisation.models import Unit
from riktning.apps.organisation.rights import Actor, Held, Role
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Goal, Plan, Revision
from web.plan_store import CODE, fill_plans

pytestmark = pytest.mark.django_db
NOBODY = Actor("")


@pytest.fixture
def plans(db):
    fill_plans()


def found(text, actor=NOBODY, run=None, only=None):
    hits = find(
        words_of(text), revisions=met_revisions(), run=run, day=date(2026, 1, 1), actor=actor,
        only=only,
    )  # fmt: skip
    return [(hit.kind, hit.body) for hit in hits]


def indexed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, ref, body FROM search_text ORDER BY kind, ref")
        return cursor.fetchall()


def test_words_are_found_by_their_beginning_in_any_order_and_all_of_them(plans):
    goal = (Found.GOAL, "Det finns en gemensam bild av hur vi samverkar")
    assert goal in found("SAMVERK gemensam")
    assert goal not in found("samverk gemensam restaurang")
    assert goal not in found("verkar")


def test_letters_are_themselves(plans):
    assert (Found.AREA, "Nära vård") in found("nära")
    assert found("nara") == []


def a_unit(name, key="hav"):
    return Unit.objects.create(unit_id=key, name=name, kind="clinic", from_date="2020-01-01")


def test_a_word_is_found_by_its_stem_and_by_nothing_shorter(db):
    a_unit("Behandling av hjärtsvikt", "a")
    a_unit("Målet är nått", "b")
    a_unit("Måltider", "c")
    for text in ("behandlingarna", "behandlingens", "behandlingar hjärtsvikten", "BEHANDLING"):
        assert [body for _kind, body in found(text)] == ["Behandling av hjärtsvikt\na"]
    assert [body for _kind, body in found("målet")] == ["Målet är nått\nb"]


def test_stems_are_short_words_never():
    assert stem_of("målen") == "målen"
    assert stem_of("kontakterna") == "kontak"
    assert beginnings(["kontakterna", "vård"]) == ("kontakterna", "kontak", "vård")


@pytest.mark.parametrize("text", ["idé", "ide", "IDÉ"])
def test_an_accent_is_no_letter_of_its_own(db, text):
    a_unit("Idécentrum à la carte")
    assert [kind for kind, _body in found(text)] == [Found.UNIT]
    assert [kind for kind, _body in found("a la carte")] == [Found.UNIT]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Psykiatri/beroende", "beroende"),
        ("Psykiatri/beroende", "psykiatri beroende"),
        ("E-hälsa", "hälsa"),
        ("E-hälsa", "e-hälsa"),
        ("Version 1.5", "5"),
        ("enhet@exempel.se", "exempel"),
        ("Barn&unga", "unga"),
        ("Vård-_-nära", "nära"),
        ("<b>fet</b>", "fet"),
    ],
)
def test_both_databases_split_words_at_the_same_places(db, name, text):
    a_unit(name)
    assert [body for _kind, body in found(text)] == [f"{name}\nhav"]


def test_folding_keeps_the_length_and_the_letters_of_swedish():
    assert folded("Idé à la Ängö") == "Ide a la Ängö"


def test_one_kind_alone_is_found_to_a_greater_number(db):
    for number in range(MOST_OF_A_KIND + 3):
        a_unit(f"Fjällklinik {number}", f"f{number}")
    assert len(found("fjällklinik")) == MOST_OF_A_KIND < MOST_OF_ONE
    assert len(found("fjällklinik", only=Found.UNIT)) == MOST_OF_A_KIND + 3
    assert found("fjällklinik", only=Found.GOAL) == found("fjällklinik", only=Found.DECISION) == []


def test_an_index_that_was_made_otherwise_is_made_anew(plans):
    kept = indexed()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {MADE} SET mark = 'another'")  # noqa: S608 - a name of the index
        cursor.execute(f"DELETE FROM {TEXTS}")  # noqa: S608 - as above
    look_after()
    assert indexed() == kept


def test_only_the_revision_one_meets_is_searched(plans):
    texts = {body for _kind, body in found("gemensam delad bild")}
    assert not texts
    in_force = Revision.objects.get(plan__code=CODE, state="in_force")
    assert in_force in met_revisions()


def test_what_changes_in_the_store_changes_in_the_search_at_once(plans):
    Unit.objects.create(unit_id="hav", name="Havskliniken", kind="clinic", from_date="2020-01-01")
    assert [kind for kind, _body in found("havsklin")] == [Found.UNIT]
    Unit.objects.filter(unit_id="hav").update(name="Fjällkliniken")
    assert found("havsklin") == []
    assert [kind for kind, _body in found("fjällklin")] == [Found.UNIT]
    Unit.objects.filter(unit_id="hav").delete()
    assert found("fjällklin") == []


def test_what_is_taken_back_was_never_findable(plans):
    with transaction.atomic():
        Plan.objects.create(code="x", name="Luftslott")
        transaction.set_rollback(True)
    assert found("luftslott") == []


def test_the_index_made_anew_is_the_one_the_triggers_keep(plans):
    kept = [(kind, ref, body) for kind, ref, body in indexed()]
    assert len(kept) > 40
    rebuild()
    assert [(kind, ref, body) for kind, ref, body in indexed()] == kept
    assert {kind for kind, _ref, _body in kept} <= {source.kind.value for source in SOURCES}


def test_a_migration_takes_the_triggers_away_and_brings_the_index_back(plans):
    kept = indexed()
    take_away(plan=["something to do"])
    Plan.objects.create(code="y", name="Medan ingen såg")
    assert TEXTS not in connection.introspection.table_names()
    look_after()
    assert len(indexed()) == len(kept) + 1
    assert (Found.GOAL, "Det finns en gemensam bild av hur vi samverkar") in found("samverkar")


def test_a_migration_with_nothing_to_do_leaves_the_index_alone(plans):
    with CaptureQueriesContext(connection) as asked:
        take_away(plan=[])
        look_after()
    assert len(asked) <= 3


@pytest.fixture
def answered(plans):
    """A round in which one administration has handed in and another is writing."""
    from riktning.apps.followup.rounds.models import Answer, Report, Round

    revision = Revision.objects.get(plan__code=CODE, state="in_force")
    goals = Goal.objects.filter(sub_area__area__revision=revision)
    made = Round.objects.create(revision=revision, **_round_fields(Round))
    for unit_id, state in (("norr", "submitted"), ("soder", "draft")):
        report = Report.objects.create(round=made, unit_id=unit_id)
        Answer.objects.create(
            report=report, order=1, kind="goal", item=goals[0].item, text="målet",
            comment=f"Rekryteringen i {unit_id} dröjer",
        )  # fmt: skip
        Report.objects.filter(pk=report.pk).update(state=state)


def _round_fields(model):
    fields = {"year": 2026, "kind": "t1", "opens_on": date(2026, 5, 1)}
    names = {field.name for field in model._meta.concrete_fields}
    days = {name: date(2026, 6, 1) for name in names if name.endswith(("_by", "_due", "_on"))}
    return {**days, **{key: value for key, value in fields.items() if key in names}}


def comments(actor):
    return [body.partition("\n")[0] for kind, body in found("rekrytering", actor)]


def test_what_is_said_in_rounds_is_found_by_right(answered):
    def as_(role, unit_id=""):
        return Actor("någon", frozenset({Held(role, unit_id)}))

    handed_in = "Rekryteringen i norr dröjer"
    draft = "Rekryteringen i soder dröjer"
    assert comments(as_(Role.PUBLIC)) == []
    assert comments(as_(Role.READER)) == [handed_in]
    assert comments(as_(Role.READER, "soder")) == [handed_in]
    for everything in (as_(Role.ANALYST), as_(Role.ADMINISTRATOR), as_(Role.AREA_LEAD)):
        assert sorted(comments(everything)) == [handed_in, draft]
    assert comments(as_(Role.REPORTER, "norr")) == [handed_in]
    assert sorted(comments(as_(Role.REPORTER, "soder"))) == [handed_in, draft]
