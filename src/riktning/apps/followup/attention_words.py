"""One sentence for each thing that needs attention, the same on pages and in reports."""

from riktning.apps.followup.attention import Attention, AttentionKind, Measured
from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, Pace

STATUS = {
    "green": Words("grön", "green"),
    "yellow": Words("gul", "yellow"),
    "red": Words("röd", "red"),
    "not_measured": Words("”mäts inte”", "“not measured”"),
}
_SENTENCE = {
    AttentionKind.WRONG_WAY: Words(
        "{measure} rör sig bort från målvärdet.", "{measure} moves away from its target."
    ),
    AttentionKind.WORSENING: Words(
        "{measure} försämras, och planen har ett målvärde för måttet.",
        "{measure} is worsening, and the plan has a target for it.",
    ),
    AttentionKind.LATE: Words(
        "{measure} når inte målvärdet i tid i nuvarande takt.",
        "{measure}: at the present pace the target is not reached in time.",
    ),
    AttentionKind.UNMEASURED_AREA: Words(
        "Inget mått säger något om effektmålen i {area}.",
        "No measure says anything of the effect goals in {area}.",
    ),
    AttentionKind.UNFOLLOWED_GOAL: Words(
        "Ingen indikator i planen följer effektmålet ”{line}”.",
        "No indicator of the plan follows the effect goal “{line}”.",
    ),
    AttentionKind.UNMEASURED_LINE: Words(
        "Inget mått följer indikatorn ”{line}”.", "No measure follows the indicator “{line}”."
    ),
    AttentionKind.UNUSED_MEASURE: Words(
        "{measure} följer ingen indikator i planen.", "{measure} follows no indicator of the plan."
    ),
}
_LINE_CONTRADICTION = Words(
    "”{line}” har status {status}, men {measure} {finding}.",
    "“{line}” has the status {status}, but {measure} {finding}.",
)
_AREA_CONTRADICTION = {
    "green": Words(
        "{area} har status {status}, men fler mått går åt fel håll än åt rätt.",
        "{area} has the status {status}, but more measures go the wrong way than the right.",
    ),
    "red": Words(
        "{area} har status {status}, men fler mått går åt rätt håll än åt fel.",
        "{area} has the status {status}, but more measures go the right way than the wrong.",
    ),
}
_DIRECTION = {
    Direction.IMPROVING: Words("förbättras", "is improving"),
    Direction.WORSENING: Words("försämras", "is worsening"),
    Direction.NO_EVIDENCE: Words(
        "har bedömts: ingen säker förändring", "has been judged: no evidence of change"
    ),
}
_WRONG_WAY = Words("rör sig bort från målvärdet", "moves away from its target")
_REACHED = Words("har nått målvärdet", "has reached its target")


def attention_sentence(item: Attention, language: str = "sv") -> str:
    """What needs attention, in one sentence."""
    template = _template(item).in_(language)
    measure = item.measure
    sentence = template.format(
        area=item.area_name,
        line=item.line,
        measure=measure.name.in_(language) if measure else "",
        status=STATUS[item.status].in_(language) if item.status else "",
        finding=_finding(measure).in_(language) if measure else "",
    )
    return sentence[0].upper() + sentence[1:]


def _template(item: Attention) -> Words:
    if item.kind is not AttentionKind.CONTRADICTION:
        return _SENTENCE[item.kind]
    return _LINE_CONTRADICTION if item.measure else _AREA_CONTRADICTION[item.status]


def _finding(measure: Measured) -> Words:
    """What the data say of a measure, in the words a contradiction needs."""
    if measure.direction in {Direction.IMPROVING, Direction.WORSENING}:
        return _DIRECTION[measure.direction]
    if measure.pace is Pace.WRONG_WAY:
        return _WRONG_WAY
    if measure.pace is Pace.REACHED:
        return _REACHED
    return _DIRECTION[Direction.NO_EVIDENCE]
