"""One goal, activity or other item of a plan, and its history."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.reading import readable
from riktning.apps.followup.subjects import item_texts
from riktning.apps.observations.queries import current_run, judged
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import (
    Action,
    Actor,
    may_read_drafts,
    may_somewhere,
)
from riktning.apps.plans import item_history
from riktning.apps.plans.item_history import Saying
from riktning.apps.plans.models import Item, ItemKind, State
from riktning.apps.plans.queries import FIRST_MET
from riktning.web.access import acting
from riktning.web.presenters import item_page as present
from riktning.web.presenters.trail import trail_rows
from riktning.web.presenters.verdicts import pace_of, verdict_label
from riktning.web.table_files import table_file
from riktning.web.views.reading import reader_language

MOST_EVENTS, MOST_ANSWERS = 30, 60


def item(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What each revision says of it, who answers for it, what it serves, what is said of it."""
    actor, language = acting(request), reader_language()
    found, said = _found(plan, number, actor)
    met = min(said, key=lambda each: [s.value for s in FIRST_MET].index(each.revision.state))
    inside = may_somewhere(actor, Action.READ_INTERNAL)
    tied = item_history.ties(found)
    near = Q(item__in={tie.item_id for tie in tied})
    known = {a.item_id: a for a in item_texts(near, drafts=may_read_drafts(actor))}
    run = current_run()
    measures = item_history.measures_near(found, tied, met.revision)
    figures = judged(run) if run and measures else None
    units = administrations(timezone.localdate()) if inside else {}
    context = {
        "run": run,
        "item": found,
        "kind": str(ItemKind(found.kind).label),
        "met": met,
        "where": present.where_words(met),
        "changes": present.changes(said),
        "responsible": present.responsible_rows(item_history.responsibilities(found)),
        "serves": present.tied(tied, known, serves_this=False),
        "served_by": present.tied(tied, known, serves_this=True),
        "measures": [
            (
                key,
                figures.infos[key].name.in_(language),
                verdict_label(figures.verdicts.get(key), language),
                pace_of(figures.verdicts.get(key), language),
            )
            for key in measures
            if figures and key in figures.infos
        ],
        "inside": inside,
        "answers": present.answered(_answers(found, actor), units) if inside else (),
        "events": list(trail_rows(_events(found, said), actor, units=units, subjects=False))
        if may_somewhere(actor, Action.READ_TRAIL)
        else [],
    }
    return render(request, "item.html", context)


def item_table(request: HttpRequest, plan: str, number: int, ending: str) -> HttpResponseBase:
    """What administrations have said of it, as a file."""
    actor = acting(request)
    found, _said = _found(plan, number, actor)
    rows = present.answered(_answers(found, actor), administrations(timezone.localdate()))
    return table_file(
        ending, f"{plan}-{number}", present.table_headings(), present.table_rows(rows)
    )


def _found(plan: str, number: int, actor: Actor) -> tuple[Item, list[Saying]]:
    """The item and what the revisions say that the reader may meet. Two queries."""
    found = item_history.find_item(plan, number)
    said = item_history.sayings(found) if found else []
    if not may_read_drafts(actor):
        said = [each for each in said if each.revision.state != State.DRAFT]
    if found is None or not said:
        raise Http404
    return found, said


def _answers(found: Item, actor: Actor) -> list[Answer]:
    """What is handed in, or may be read before it is. One query."""
    rows = Answer.objects.filter(readable(actor), item=found).exclude(status="")
    ordered = rows.select_related("report__round").order_by(
        "-report__round__year", "-report__round__opens_on", "report__unit_id", "order"
    )
    return list(ordered[:MOST_ANSWERS])


def _events(found: Item, said: list[Saying]) -> list[AuditEvent]:
    """What was done to the item itself or, in a revision, to its row. One query."""
    name, revisions = str(found), {str(each.revision) for each in said}
    events = AuditEvent.objects.filter(
        Q(subject=name) | Q(subject__in=revisions, detail__item=name)
    )
    return list(events.order_by("-pk")[:MOST_EVENTS])
