"""What administrations have reported in the rounds of the year, grouped by them, newest first.

Only what has been handed in: a draft is nobody's word yet.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone, translation

from riktning.apps.followup.attention import Attention, AttentionKind, contradicts
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.rounds.calendar import months_of
from riktning.apps.followup.rounds.evidence import measured_then, says_otherwise
from riktning.apps.followup.rounds.models import Answer, Report, ReportStep, Round
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.queries import HANDED_IN
from riktning.apps.followup.rounds.statuses import CAN_SAY, AnswerStatus, QuestionKind, light_of
from riktning.apps.followup.rounds.words import round_words
from riktning.apps.observations.queries import indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.plans.models import Goal, Link, SubArea
from riktning.apps.reports.evidence.material import ALL, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.core.periods import Month
from riktning.documents.manuscript.blocks import Block, Said, Sentences

OWN = "own"  # what serves no area of the plan


@dataclass(frozen=True, slots=True)
class Voice:
    """One answer of an administration, with what a reader needs around it."""

    unit: str
    round: str
    key: str
    on: date
    area: str
    answer: Answer
    measure: str = ""  # named where several measures follow the line that is asked about


def reported(material: Material, about: str, round_key: str = "") -> Offer:
    """Statuses counted, then each administration's words; of one round where it is named."""
    voices = _told_apart(material, [
        voice
        for voice in _voices(material)
        if about in (ALL, voice.area) and round_key in ("", voice.key)
    ])  # fmt: skip
    title = say("own_plans", material.language) if about == OWN else material.named(about)
    key = f"reported:{about}:{round_key}" if round_key else f"reported:{about}"
    if not voices:
        none = "reported_none_unit" if material.unit else "reported_none"
        text = say(none, material.language, year=material.as_of.year)
        return Offer(key, "reported", title, (Sentences((text,)),), empty=True)
    blocks: list[Block] = [Sentences((_lead(material, voices),))]
    blocks += _by_administration(material, voices)
    return Offer(key, "reported", title, tuple(blocks), _facts(material, voices))


def _told_apart(material: Material, voices: list[Voice]) -> list[Voice]:
    """With the measure where an administration is asked of several of one line. One query then."""
    asked = Counter((voice.answer.report_id, _what(voice)) for voice in voices)
    if all(times == 1 for times in asked.values()):
        return voices
    infos = indicators(material.run)
    return [
        replace(voice, measure=info.name.in_(material.language))
        if asked[voice.answer.report_id, _what(voice)] > 1
        and (info := infos.get(voice.answer.indicator_id))
        else voice
        for voice in voices
    ]


def round_keys(material: Material) -> list[str]:
    """The rounds of the year that somebody has handed in to, the newest first."""
    return list(dict.fromkeys(voice.key for voice in _voices(material)))


def answers_against_data(material: Material, about: str) -> list[tuple[str, str]]:
    """Whose answer says otherwise than the data did then, and the sentence that tells it."""
    infos, found = indicators(material.run), []
    for voice in _voices(material):
        measures = measured_then(voice.answer.seen, infos)
        if about not in (ALL, voice.area) or not says_otherwise(voice.answer.status, measures):
            continue
        light = light_of(voice.answer.status)
        against = next((one for one in measures if contradicts(light, one)), measures[0])
        item = Attention(
            AttentionKind.CONTRADICTION, voice.area, "", voice.answer.text, against, light or ""
        )
        sentence = attention_sentence(item, material.language)
        by = {"unit": voice.unit, "round": voice.round}
        found.append(
            (voice.unit, say("contradiction_answer", material.language, sentence=sentence, **by))
        )
    return found


def _voices(material: Material) -> list[Voice]:
    """Every answer handed in for the year of the report, the newest round and report first."""
    kept = material.__dict__.get("_voices")
    if kept is None:
        kept = material.__dict__["_voices"] = _read(material)
    return list(kept)


def _read(material: Material) -> list[Voice]:
    """Six queries."""
    rounds = [made for made in Round.objects.filter(revision__plan=material.revision.plan_id)
              if _in_year(made, material.as_of)]  # fmt: skip
    if not rounds:
        return []
    wanted = Q(report__round__in=rounds, report__state__in=HANDED_IN) & ~Q(status="")
    if material.unit:
        wanted &= Q(report__unit_id=material.unit)
    answers = list(Answer.objects.filter(wanted).select_related("report__round"))
    days, names = _days(rounds), units_on(material.as_of)
    areas = _areas(material, answers)
    with translation.override(material.language):
        voices = [
            Voice(
                unit=names[a.report.unit_id].name
                if a.report.unit_id in names
                else a.report.unit_id,
                round=round_words(a.report.round.kind, a.report.round.year),
                key=f"{a.report.round.year}-{a.report.round.kind}",
                on=days.get(a.report_id, a.report.round.submit_by),
                area=areas.get(a.pk, OWN),
                answer=a,
            )
            for a in answers
        ]
    return sorted(
        voices,
        key=lambda v: (
            -_end(v).index,
            -v.on.toordinal(), v.unit, v.answer.order,
        ),
    )  # fmt: skip


def _end(voice: Voice) -> Month:
    """The last month that the answer is about."""
    made = voice.answer.report.round
    return months_of(made.kind, made.year)[1]


def _in_year(made: Round, as_of: date) -> bool:
    """Whether the round's period lies in the year, and has begun by the day."""
    first, last = months_of(made.kind, made.year)
    return last.year == as_of.year and first.first_day <= as_of


def _days(rounds: Iterable[Round]) -> dict[int, date]:
    """When each report was first handed in."""
    steps = ReportStep.objects.filter(report__round__in=list(rounds), act=Act.SUBMIT)
    rows = steps.order_by().values_list("report_id").annotate(first=Min("at"))
    return {report: timezone.localdate(at) for report, at in rows}


def _areas(material: Material, answers: Iterable[Answer]) -> dict[int, str]:
    """By answer the area it speaks of: its own, or the one that the local goal serves."""
    known = {tree.slug for tree in material.trees}
    found = {a.pk: a.area for a in answers if a.area in known}
    left = {a.item_id: a.pk for a in answers if a.pk not in found}
    served = dict(Link.objects.filter(source__in=left).values_list("source_id", "target_id"))
    if not served:
        return found
    places = dict(_places(Goal, "sub_area__area", material))
    places.update(_places(SubArea, "area", material))
    for item, key in left.items():
        area = places.get(served.get(item, 0), "")
        if area in known:
            found[key] = area
    return found


def _places(
    model: type[SubArea] | type[Goal], way: str, material: Material
) -> list[tuple[int, str]]:
    rows = model.objects.filter(**{f"{way}__revision": material.revision})
    return list(rows.values_list("item_id", f"{way}__slug"))


def _lead(material: Material, voices: list[Voice]) -> str:
    """How many have handed in for the newest round, and how many answers say what."""
    newest = voices[0]
    found = Counter(v.answer.status for v in voices if v.key == newest.key)
    counts = _counted(material, found)
    if material.unit:
        return say("reported_lead_one", material.language, round=newest.round, counts=counts)
    reports = Report.objects.filter(round=newest.answer.report.round_id)
    states = list(reports.values_list("state", flat=True))
    return say(
        "reported_lead",
        material.language,
        handed=sum(1 for state in states if state in HANDED_IN),
        asked=len(states),
        round=newest.round,
        counts=counts,
    )


def _counted(material: Material, found: Counter[str]) -> str:
    """``klar (3), försenad (1)``: in the order of the statuses."""
    order = dict.fromkeys(status for kind in QuestionKind for status in CAN_SAY[kind])
    return ", ".join(
        say(
            "answered",
            material.language,
            count=found[status],
            status=_status(material, status),
        )
        for status in order
        if found[status]
    )


def _status(material: Material, status: str) -> str:
    with translation.override(material.language):
        return str(AnswerStatus(status).label)


def _by_administration(material: Material, voices: list[Voice]) -> list[Block]:
    """The administration that was heard last comes first, and its newest round before older."""
    grouped: dict[str, dict[str, list[Voice]]] = {}
    for voice in voices:
        grouped.setdefault(voice.unit, {}).setdefault(voice.key, []).append(voice)
    blocks: list[Block] = []
    for unit, rounds in grouped.items():
        for said in rounds.values():
            by = say("said_by", material.language, unit=unit, round=said[0].round)
            text = "\n".join(_line(material, voice) for voice in said)
            blocks.append(Said(by, said[0].on, text))
    return blocks


def _line(material: Material, voice: Voice) -> str:
    """What it is about, how it stands, and the administration's own words."""
    answer = voice.answer
    status = _status(material, answer.status)
    parts = [say("said", material.language, what=_what(voice), status=status)]
    if answer.comment.strip():
        parts.append(answer.comment.strip())
    if answer.next_steps.strip():
        parts.append(say("next", material.language, text=answer.next_steps.strip()))
    return " ".join(parts)


def _what(voice: Voice) -> str:
    """The question as it was asked, the measure where there are several of it, and its place in
    the plan: some stand at several places."""
    text, place = voice.answer.text.rstrip("."), voice.answer.place
    named = f"{text} – {voice.measure}" if voice.measure else text
    return f"{named} ({place})" if place else named


def _facts(material: Material, voices: list[Voice]) -> dict[str, str]:
    return {f"{v.unit}, {v.round}: {_what(v)}": _status(material, v.answer.status) for v in voices}
