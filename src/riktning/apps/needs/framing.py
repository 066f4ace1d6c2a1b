"""Perspectives, prioritised areas, criteria and bodies, changed one by one."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from riktning.apps.governance.models import Group
from riktning.apps.needs.errors import MovedMeanwhileError, NeedError
from riktning.apps.needs.models import Body, BodyPart, Criterion, Perspective, PriorityArea
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require
from riktning.documents.report.syntax import literal

LONGEST_CODE = 60
Part = Perspective | PriorityArea | Criterion


@transaction.atomic
def add_perspective(*, name: str, text: str = "", actor: Actor) -> Perspective:
    """A perspective after the others."""
    require(actor, Action.LOAD_NEED_FRAME)
    said = _said(name)
    rows = Perspective.objects.all()
    made = rows.create(code=_code(said, rows), order=_next(rows), name=said, text=text.strip())
    _told(actor, "perspective", made.code, now=said)
    return made


@transaction.atomic
def add_area(*, perspective: Perspective, name: str, actor: Actor) -> PriorityArea:
    """A prioritised area, the last of its perspective."""
    require(actor, Action.LOAD_NEED_FRAME)
    said = _said(name)
    own = PriorityArea.objects.filter(perspective=perspective)
    made = PriorityArea.objects.create(
        perspective=perspective, code=_code(said, PriorityArea.objects.all()), order=_next(own),
        name=said,
    )  # fmt: skip
    _told(actor, "area", made.code, now=said, perspective=perspective.code)
    return made


@transaction.atomic
def add_criterion(*, question: str, actor: Actor) -> Criterion:
    """A criterion after the others; needs that are not prioritised yet are asked it from now on."""
    require(actor, Action.LOAD_NEED_FRAME)
    said = _said(question)
    rows = Criterion.objects.all()
    made = rows.create(code=_code(said, rows), order=_next(rows), question=said)
    _told(actor, "criterion", made.code, now=said)
    return made


@transaction.atomic
def reword(*, part: Part, words: str, seen: str, actor: Actor) -> Part:
    """Say it otherwise; ``seen`` are the words that the form showed.

    A criterion that somebody has answered keeps its question: its answers are to that.
    """
    require(actor, Action.LOAD_NEED_FRAME)
    now = _held(part)
    said, field = _said(words), _field(now)
    before = getattr(now, field)
    if before != seen:
        raise MovedMeanwhileError("somebody has reworded it meanwhile", where=str(now)).telling(
            _("Någon annan har ändrat orden. Se hur de är nu, och gör om.")
        )
    if isinstance(now, Criterion) and said != before and now.replies.exists():
        raise NeedError(
            "the criterion is answered", where=now.code, remedy="retire it and add another"
        ).telling(_("Kriteriet är redan besvarat. Sluta ställa det, och lägg till ett nytt."))
    if said != before:
        setattr(now, field, said)
        now.save(update_fields=[field])
        _told(actor, type(now).__name__.lower(), now.code, was=before, now=said)
    return now


@transaction.atomic
def ask(*, criterion: Criterion, asked: bool, actor: Actor) -> Criterion:
    """Whether the criterion is asked; what was answered to it stays."""
    require(actor, Action.LOAD_NEED_FRAME)
    now = Criterion.objects.select_for_update().get(pk=criterion.pk)
    if not asked and not Criterion.objects.filter(retired=False).exclude(pk=now.pk).exists():
        raise NeedError("it is the last criterion", where=now.code).telling(
            _("Det måste finnas minst ett kriterium.")
        )
    if now.retired == asked:
        now.retired = not asked
        now.save(update_fields=["retired"])
        _told(actor, "criterion", now.code, asked=asked)
    return now


@transaction.atomic
def put_before(*, part: Part, actor: Actor) -> None:
    """Move it up one place among those it stands with."""
    require(actor, Action.LOAD_NEED_FRAME)
    now = _held(part)
    rows = list(_beside(now).order_by("order", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == now.pk)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for order, row in enumerate(rows, 1):
            if row.order != order:
                row.order = order
                row.save(update_fields=["order"])
        _told(actor, type(now).__name__.lower(), now.code, place=place)


@transaction.atomic
def remove(*, part: Perspective | PriorityArea, actor: Actor) -> None:
    """Take away what nothing stands in."""
    require(actor, Action.LOAD_NEED_FRAME)
    now = _held(part)
    used = now.areas.exists() if isinstance(now, Perspective) else now.needs.exists()  # type: ignore[union-attr]  # an area has needs
    if used:
        raise NeedError("something stands in it", where=now.code).telling(
            _("Det går inte att ta bort: något hör till det.")
        )
    kind, code, words = type(now).__name__.lower(), now.code, getattr(now, _field(now))
    now.delete()
    _told(actor, kind, code, was=words, now="")


@transaction.atomic
def choose_body(*, part: BodyPart, group: Group, actor: Actor) -> Body:
    """Which group takes positions, or is consulted, from now on."""
    require(actor, Action.LOAD_NEED_FRAME)
    before = Body.objects.select_related("group").filter(part=part).first()
    made, _made = Body.objects.update_or_create(part=part, defaults={"group": group})
    if before is None or before.group_id != group.pk:
        _told(actor, part.value, "", was=before.group.code if before else "", now=group.code)
    return made


def _held(part: Part) -> Part:
    found: Part | None = type(part).objects.select_for_update().filter(pk=part.pk).first()
    if found is None:
        raise NeedError("it is not there any more").telling(_("Det finns inte längre."))
    return found


def _beside(part: Part) -> "QuerySet[Part]":
    if isinstance(part, PriorityArea):
        return PriorityArea.objects.filter(perspective=part.perspective_id)
    return type(part).objects.all()


def _field(part: Part) -> str:
    return "question" if isinstance(part, Criterion) else "name"


def _said(words: str) -> str:
    said = literal(" ".join(words.split()))
    if not said:
        raise NeedError("there are no words", remedy="write them").telling(_("Skriv en text."))
    return said


def _next(rows: "QuerySet[Part]") -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _code(words: str, rows: "QuerySet[Part]") -> str:
    """The words as an address that no other has."""
    plain = slugify(words)[: LONGEST_CODE - 4].strip("-") or "del"
    taken = set(rows.filter(code__startswith=plain).values_list("code", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (plain, *numbered) if each not in taken)


def _told(actor: Actor, what: str, code: str, **detail: object) -> None:
    audit(
        actor=actor.name, action=Action.LOAD_NEED_FRAME, subject="needs", what=what, code=code,
        **detail,
    )  # fmt: skip
