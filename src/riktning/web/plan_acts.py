"""What can be done to one item of a plan from its page: each act reads its fields and does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from riktning.apps.organisation.models import Unit
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.aiming import Goalpost, aim, follow, unfollow
from riktning.apps.plans.editing import remove, reword
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import row_of_item
from riktning.apps.plans.models import AreaPeriod, Item, ItemKind, Part
from riktning.apps.plans.moving import (
    move_activity,
    move_goal,
    move_line,
    move_sub_area,
    shift,
)
from riktning.apps.plans.permissions import require_in
from riktning.apps.plans.places import area_of
from riktning.apps.plans.responsibility import end_responsibility, name_responsible
from riktning.apps.plans.scheduling import schedule
from riktning.apps.plans.serving import link_items, unlink_items
from riktning.apps.plans.within import longest_of
from riktning.web.plan_desk import (
    Desk,
    WrongError,
    day_of,
    fault_words,
    month_of,
    number_of,
    text_of,
)

Post = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """What to tell, whether it needs reading, and whether the item is still there."""

    told: str
    warn: bool = False
    gone: bool = False


def _reword(desk: Desk, post: Post) -> Done:
    done = reword(
        revision=desk.revision,
        item=desk.item,
        text=text_of(post, longest=longest_of(desk.item.kind)),
        seen=_seen(post),
        actor=desk.actor.name,
    )
    who = ", ".join(done.others) or _("någon annan")
    if done.both:
        words = _("%(who)s ändrade samma ställe medan du skrev. Båda lydelserna står kvar, åtskilda av / – läs igenom.")  # fmt: skip  # noqa: E501 - one text to translate
        return Done(words % {"who": who}, warn=True)
    if done.joined:
        words = _("Sparat, tillsammans med det som %(who)s ändrade medan du skrev. Läs igenom.")
        return Done(words % {"who": who}, warn=True)
    return Done(_("Sparat."))


def _shift(desk: Desk, post: Post) -> Done:
    by = {"upp": -1, "ner": 1}.get(post.get("hall", ""))
    if by is None:
        raise Http404
    moved = shift(revision=desk.revision, item=desk.item, by=by, actor=desk.actor.name)
    return Done(_("Flyttat.") if moved else _("Posten står redan ytterst."))


def _move(desk: Desk, post: Post) -> Done:
    into = _known(desk, post.get("under", ""))
    row = row_of_item(desk.revision, into)
    if row is None:
        raise WrongError("under", _("Välj vart posten ska."))
    target = area_of(row)
    require_in(desk.actor, Action.MOVE, desk.revision.plan, area=target.slug)
    common: dict[str, Any] = {
        "revision": desk.revision,
        "item": desk.item,
        "actor": desk.actor.name,
    }
    seen = _seen(post)
    if desk.item.kind == ItemKind.SUB_AREA:
        move_sub_area(area=target.item, seen=seen, **common)
    elif desk.item.kind == ItemKind.INDICATOR:
        move_line(area=target.item, seen=seen, **common)
    else:
        heading = post.get("period", "")
        found = AreaPeriod.objects.filter(area=target, heading=heading).select_related("item")
        period = found.first()
        if period is None and (heading or desk.item.kind == ItemKind.GOAL):
            words = _("Området %(area)s har inte den perioden. Lägg till perioden där först.")
            raise WrongError("period", words % {"area": target.name})
        column = period.item if period else None
        if desk.item.kind == ItemKind.GOAL and column is not None:
            move_goal(sub_area=into, period=column, seen=seen, **common)
        elif desk.item.kind == ItemKind.ACTIVITY:
            under = into if into.kind == ItemKind.SUB_AREA else None
            move_activity(area=target.item, period=column, sub_area=under, seen=seen, **common)
        else:
            raise Http404
    return Done(_("Flyttat till %(where)s.") % {"where": target.name})


def _remove(desk: Desk, post: Post) -> Done:
    remove(revision=desk.revision, item=desk.item, seen=_seen(post), actor=desk.actor.name)
    return Done(_("Borttaget ur utkastet. Tidigare revideringar har det kvar."), gone=True)


def _schedule(desk: Desk, post: Post) -> Done:
    first, last = post.get("fran", "").strip(), post.get("till", "").strip()
    months = None
    if first or last:
        months = (month_of(first or last, "fran"), month_of(last or first, "till"))
        if months[1] < months[0]:
            raise WrongError("till", _("Slutet ligger före början."))
    schedule(
        revision=desk.revision, item=desk.item, months=months, seen=_seen(post),
        actor=desk.actor.name,
    )  # fmt: skip
    return Done(_("Tiden är sparad."))


def _follow(desk: Desk, post: Post) -> Done:
    from riktning.catalogue import load

    measure = post.get("matt", "")
    known = frozenset(load().indicators)
    if measure not in known:
        raise WrongError("matt", _("Välj ett mått."))
    follow(
        revision=desk.revision, line=desk.item, indicator_id=measure, known=known,
        actor=desk.actor.name,
    )  # fmt: skip
    return Done(_("Måttet följer nu indikatorn."))


def _unfollow(desk: Desk, post: Post) -> Done:
    unfollow(
        revision=desk.revision, line=desk.item, indicator_id=post.get("matt", ""),
        seen=_seen(post), actor=desk.actor.name,
    )  # fmt: skip
    return Done(_("Måttet och dess målvärden är borttagna."))


def _aim(desk: Desk, post: Post) -> Done:
    due, unit = month_of(post.get("manad", ""), "manad"), post.get("enhet", "").strip() or None
    units = frozenset(Unit.objects.values_list("unit_id", flat=True))
    if unit is not None and units and unit not in units:
        raise WrongError("enhet", _("Det finns ingen sådan enhet."))
    gone = post.get("bort") == "1"
    value = None if gone else number_of(post.get("varde", ""), "varde")
    aim(
        revision=desk.revision, line=desk.item, post=Goalpost(post.get("matt", ""), unit, due),
        value=value, units=units, seen=_seen(post), actor=desk.actor.name,
    )  # fmt: skip
    return Done(_("Målvärdet är borttaget.") if gone else _("Målvärdet är sparat."))


def _name(desk: Desk, post: Post) -> Done:
    unit = post.get("enhet", "").strip()
    if unit and not Unit.objects.filter(unit_id=unit).exists():
        raise WrongError("enhet", _("Det finns ingen sådan enhet."))
    name_responsible(
        item=desk.item, part=_part(post), role=text_of(post, "roll"), unit_id=unit,
        from_date=day_of(post.get("fran", ""), "fran"), actor=desk.actor.name,
    )  # fmt: skip
    return Done(_("Ansvaret är sparat."))


def _end(desk: Desk, post: Post) -> Done:
    day = day_of(post.get("till", ""), "till")
    try:
        taken_back = end_responsibility(
            item=desk.item, part=_part(post), last_day=day, actor=desk.actor.name
        )
    except PlanError as error:
        raise WrongError("till", fault_words(error)) from error
    return Done(_("Ansvaret är borttaget.") if taken_back else _("Ansvaret är avslutat."))


def _part(post: Post) -> Part:
    part = next((each for each in Part if each.value == post.get("ansvar")), None)
    if part is None:
        raise Http404
    return part


def _link(desk: Desk, post: Post) -> Done:
    target = _any(post.get("tjanar", ""))
    if target is None:
        raise WrongError("tjanar", _("Välj vad posten tjänar."))
    day = day_of(post.get("fran", ""), "fran")
    link_items(source=desk.item, target=target, from_date=day, actor=desk.actor.name)
    return Done(_("Kopplingen är sparad."))


def _unlink(desk: Desk, post: Post) -> Done:
    target = _any(post.get("tjanar", ""))
    if target is None:
        raise Http404
    day = day_of(post.get("till", ""), "till")
    taken_back = unlink_items(source=desk.item, target=target, last_day=day, actor=desk.actor.name)
    return Done(_("Kopplingen är borttagen.") if taken_back else _("Kopplingen är avslutad."))


def _seen(post: Post) -> str:
    """What stood in the form when the person decided: without it, nobody's change is safe."""
    if "sett" not in post:
        raise WrongError("", _("Formuläret är inte helt. Ladda om sidan och gör om ändringen."))
    return post["sett"]


def _any(key: str) -> Item | None:
    """An item of any plan by its key."""
    digits = key.isascii() and key.isdigit() and len(key) < 19
    return Item.objects.filter(pk=int(key)).select_related("plan").first() if digits else None


def _known(desk: Desk, number: str) -> Item:
    digits = number.isascii() and number.isdigit() and len(number) < 10
    plan = desk.revision.plan
    found = Item.objects.filter(plan=plan, number=int(number)).first() if digits else None
    if found is None:
        raise WrongError("under", _("Välj vart posten ska."))
    found.plan = plan
    return found


ACTS: Mapping[str, tuple[Action, Callable[[Desk, Post], Done]]] = {
    "lydelse": (Action.REWORD, _reword),
    "plats": (Action.MOVE, _shift),
    "flytt": (Action.MOVE, _move),
    "bort": (Action.REMOVE, _remove),
    "tid": (Action.SCHEDULE_ACTIVITY, _schedule),
    "matt": (Action.LINK_MEASURES, _follow),
    "matt-bort": (Action.LINK_MEASURES, _unfollow),
    "malvarde": (Action.LINK_MEASURES, _aim),
    "ansvar": (Action.NAME_RESPONSIBLE, _name),
    "ansvar-slut": (Action.END_RESPONSIBILITY, _end),
    "koppling": (Action.LINK_ITEMS, _link),
    "koppling-slut": (Action.UNLINK_ITEMS, _unlink),
}
