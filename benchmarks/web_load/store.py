"""A region's full store: what the tests fill, made as large as a region.

100 measures × 250 units × 48 months with verdicts, 9 administrations × 12 rounds, a plan with 2 000
activities, next year's draft beside it, and an account with a session for everybody who acts.
"""

import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests"
MEASURES, UNITS, ACTIVITIES, ADMINISTRATIONS = 100, 250, 2_000, 9
ROUNDS = [(kind, year) for year in (2022, 2023, 2024, 2025) for kind in ("T1", "T2", "T3")]
AREAS, SUB_AREAS, PERIODS = 6, 5, ["2024", "2025-2026", "2027", "2028"]
CODE = "regionens-plan"


def fill(readers: int, writers: int) -> None:
    """Fill an empty store, and print what the people need as JSON."""
    from riktning.cli.store import open_store

    open_store()
    sys.path[:0] = [str(TESTS), str(TESTS / "web")]
    from django.db import transaction

    with transaction.atomic():
        units = _figures()
        _plans(units)
        goals = _draft()
    key = _rounds(units)
    print(json.dumps(_people(readers, writers, goals, key, units)))


def _figures() -> list[str]:
    """Units, measures, series and verdicts. Answers the administrations."""
    import filled_store as small

    from riktning.apps.observations.models import Indicator, Series, Verdict
    from riktning.apps.organisation.models import Unit
    from riktning.catalogue import load
    from riktning.catalogue.plain import as_plain

    run = small.fill_figures()
    start = date(2010, 1, 1)
    more = ADMINISTRATIONS - Unit.objects.filter(kind="administration").count()
    Unit.objects.bulk_create(
        Unit(unit_id=f"forvaltning-{n}", name=f"Förvaltning {n}", kind="administration",
             parent_id=small.REGION, from_date=start)
        for n in range(more)
    )  # fmt: skip
    owners = list(Unit.objects.filter(kind="administration").values_list("unit_id", flat=True))
    Unit.objects.bulk_create(
        Unit(unit_id=f"klinik-{n}", name=f"Klinik {n}", kind="clinic",
             parent_id=owners[n % len(owners)], from_date=start)
        for n in range(UNITS - Unit.objects.count())
    )  # fmt: skip
    every = list(Unit.objects.values_list("unit_id", flat=True))
    known = [row for row in Indicator.objects.filter(run=run) if row.state == "computed"]
    taken = set(Indicator.objects.values_list("indicator_id", flat=True))
    names = [key for key in load().indicators if key not in taken][: MEASURES - len(known)]
    made = []
    for order, key in enumerate(names, start=10):
        one, like = load().indicators[key], known[order % len(known)]
        fields = {f.name: getattr(like, f.name) for f in Indicator._meta.fields if f.name != "id"}
        fields |= {
            "order": order, "indicator_id": key, "code": one.code, "name_sv": one.name.sv,
            "name_en": one.name.en, "says_sv": one.says.sv, "says_en": one.says.en,
            "definition": as_plain(one) | {"frame": fields["definition"]["frame"]},
        }  # fmt: skip
        made.append((Indicator(**fields), like))
    Indicator.objects.bulk_create([row for row, _like in made])
    for model in (Series, Verdict):
        _everywhere(model, made, known, every, small.REGION)
    return owners


def _everywhere(model, made, known, every, region) -> None:  # type: ignore[no-untyped-def]  # rows of one of two tables
    """Give every measure a row at every unit, as its like has at the region."""
    like = {}
    for row in model.objects.filter(indicator__in=known, unit_id=region):
        like.setdefault(row.indicator_id, []).append(row)
    there = set(model.objects.values_list("indicator_id", "unit_id"))
    columns = [f.attname for f in model._meta.fields if f.name != "id"]
    rows = []
    for indicator, source in [*made, *((row, row) for row in known)]:
        for unit in every:
            if (indicator.pk, unit) in there:
                continue
            for row in like[source.pk]:
                said = {name: getattr(row, name) for name in columns}
                rows.append(model(**said | {"indicator_id": indicator.pk, "unit_id": unit}))
    model.objects.bulk_create(rows, batch_size=500)


def _plans(units: list[str]) -> None:
    """The region's plan in force, and a local plan of each administration that serves it."""
    from riktning.apps.observations.models import Indicator
    from riktning.apps.plans.actions import (
        MeasureLink,
        create_draft_revision,
        decide_revision,
        link_measures,
        put_in_force,
    )
    from riktning.apps.plans.models import Goal, PlanKind
    from riktning.apps.plans.serving import link_items
    from riktning.core.periods import Month
    from riktning.documents.draft import DraftPlan

    day = date(2021, 11, 25)

    def in_force(revision):  # type: ignore[no-untyped-def]  # a revision, and back
        decide_revision(revision=revision, decided_on=day, decided_by="nämnden", actor="bench")
        return put_in_force(revision=revision, actor="bench")

    measures = list(Indicator.objects.values_list("indicator_id", flat=True))[:MEASURES]
    whole = create_draft_revision(
        plan_code=CODE, plan_name="Regionens plan", source_name="plan.docx",
        source_sha256="a" * 64, actor="bench", kind=PlanKind.IMPLEMENTATION,
        draft=DraftPlan([area(n, measures) for n in range(AREAS)]),
    )  # fmt: skip
    links = [
        MeasureLink(f"Område {place % AREAS}", line(key), key, None, 20.0, Month(2027, 12))
        for place, key in enumerate(measures)
    ]
    link_measures(revision=whole, links=links, actor="bench")
    in_force(whole)
    goals = list(Goal.objects.filter(sub_area__area__revision=whole).select_related("item__plan"))
    for place, unit in enumerate(units):
        own = create_draft_revision(
            plan_code=f"lokal-{place}", plan_name=f"Lokal plan {place}", source_name="lokal.docx",
            source_sha256=f"{place:064d}", actor="bench", kind=PlanKind.LOCAL, unit_id=unit,
            draft=DraftPlan([local_area(place)]),
        )  # fmt: skip
        in_force(own)
        mine = Goal.objects.filter(sub_area__area__revision=own).select_related("item__plan")
        for number, goal in enumerate(mine):
            target = goals[(place * 7 + number) % len(goals)].item
            link_items(source=goal.item, target=target, from_date=day, actor="bench")


def area(number: int, measures: list[str]):  # type: ignore[no-untyped-def]  # a drafted area
    """An area with its part of the activities and of the measures."""
    from riktning.documents.draft import (
        DraftActivity,
        DraftArea,
        DraftGoal,
        DraftIndicator,
        DraftSubArea,
    )

    subs = [
        DraftSubArea(
            f"Delområde {number}.{s}",
            [
                DraftGoal(p, 1, f"Effektmål {number}.{s} som ska vara nått {p} i hela regionen")
                for p in PERIODS
            ],
        )
        for s in range(SUB_AREAS)
    ]
    activities = [
        DraftActivity(
            PERIODS[n % 4],
            _words(number, n),
            subs[n % SUB_AREAS].name,
        )
        for n in range(ACTIVITIES // AREAS + (number < ACTIVITIES % AREAS))
    ]
    lines = [DraftIndicator(line(m)) for place, m in enumerate(measures) if place % AREAS == number]
    return DraftArea(f"Område {number}", PERIODS, subs, activities, lines)


def _words(number: int, n: int) -> str:
    """Nine words out of four hundred: as unlike each other as what people write."""
    chance = random.Random(number * 10_000 + n)
    return " ".join(f"ord{chance.randrange(400)}" for _place in range(9))


def local_area(place: int):  # type: ignore[no-untyped-def]  # a drafted area
    """What an administration does of its own."""
    from riktning.documents.draft import DraftActivity, DraftArea, DraftGoal, DraftSubArea

    years = ["2022", "2023", "2024", "2025"]
    goals = [
        DraftGoal(year, row, f"Vårt mål {place}.{row} för {year}")
        for year in years
        for row in range(1, 11)
    ]
    activities = [
        DraftActivity(year, f"Vi gör {place}.{n} under {year}") for year in years for n in range(8)
    ]
    return DraftArea(f"Vår vård {place}", years, [DraftSubArea("Egna mål", goals)], activities)


def line(key: str) -> str:
    return f"Indikator som följs genom {key}"


def _draft() -> list[tuple[int, str]]:
    """Next year's draft: its number is 2. Answers its goals, which are written on."""
    from riktning.apps.plans.copying import copy_revision
    from riktning.apps.plans.models import Goal, Revision

    made = copy_revision(revision=Revision.objects.get(plan__code=CODE), actor="bench")
    goals = Goal.objects.filter(sub_area__area__revision=made).order_by("pk")
    return [(number, text) for number, text in goals.values_list("item__number", "text")]


def _rounds(units: list[str]) -> int:
    """Twelve rounds, all but the last filled in. Answers the key of the last one."""
    from apps.round_store import fill_in
    from riktning.apps.followup.rounds.models import RoundKind
    from riktning.apps.followup.rounds.opening import Deadlines, open_round
    from riktning.apps.organisation.rights import COMMAND_LINE
    from riktning.apps.plans.models import Revision

    revision = Revision.objects.get(plan__code=CODE, number=1)
    made = None
    for kind, year in ROUNDS:
        opens = date(year, {"T1": 5, "T2": 9, "T3": 12}[kind], 1)
        days = [opens + timedelta(days=d) for d in (0, 21, 28, 42)]
        made = open_round(
            revision=revision, kind=RoundKind[kind], year=year, deadlines=Deadlines(*days),
            actor=COMMAND_LINE,
        )  # fmt: skip
        if (kind, year) != ROUNDS[-1]:
            for report in made.reports.all():
                fill_in(report)
    return int(made.pk) if made else 0


def _people(
    readers: int, writers: int, goals: list[tuple[int, str]], key: int, units: list[str]
) -> dict[str, object]:
    """Accounts with a session each: readers, those who write in the draft, those who report."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from riktning.apps.followup.rounds.models import Answer
    from riktning.apps.organisation.models import Grant

    def somebody(name: str, role: str, **where: str) -> str:
        user = User.objects.create_user(name)
        Grant.objects.create(user=user, role=role, from_date=date(2020, 1, 1), **where)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        return str(session.session_key)

    found: dict[str, object] = {
        "cookie": settings.SESSION_COOKIE_NAME,
        "round": key,
        "units": units,
        "readers": [somebody(f"läsare-{n}", "reader") for n in range(readers)],
    }
    half = writers // 2
    found["editors"] = [
        {"session": somebody(f"redaktör-{n}", "analyst"), "item": goals[n][0], "text": goals[n][1]}
        for n in range(half)
    ]
    reporters = []
    for n in range(writers - half):
        unit = units[n % len(units)]
        answer = Answer.objects.filter(report__round=key, report__unit_id=unit).order_by("order")
        reporters.append(
            {"session": somebody(f"rapportör-{n}", "reporter", unit_id=unit), "unit": unit,
             "answer": answer[n // len(units)].pk}
        )  # fmt: skip
    found["reporters"] = reporters
    return found


__all__ = ["CODE", "fill"]
