"""The history of a report: steps, and answers as somebody left them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from riktning.apps.followup.rounds.content import FIELDS
from riktning.apps.followup.rounds.queries import Event
from riktning.apps.followup.rounds.statuses import AnswerStatus
from riktning.apps.followup.rounds.words import act_words, field_words
from riktning.web.presenters.round_questions import plain_figure

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event: a step (``did``) with its reason, or an answer with what it then said."""

    at: datetime
    actor: str
    did: str = ""
    reason: str = ""
    answer: int = 0
    number: int = 0
    text: str = ""
    fields: Fields = ()
    left: Fields = ()


def history_rows(events: Sequence[Event], language: str) -> tuple[HistoryRow, ...]:
    """The events in words, in the order they come."""
    return tuple(_row(event, language) for event in events)


def _row(event: Event, language: str) -> HistoryRow:
    if event.step is not None:
        did = act_words(event.step.act)
        return HistoryRow(event.at, event.actor, did[:1].upper() + did[1:], event.step.reason)
    version = event.version
    if version is None:
        return HistoryRow(event.at, event.actor)
    return HistoryRow(
        event.at,
        event.actor,
        answer=version.answer_id,
        number=version.answer.order,
        text=version.answer.text,
        fields=_fields(version.values, language),
        left=_fields(version.left, language) if version.left else (),
    )


def _fields(values: Mapping[str, Any], language: str) -> Fields:
    said = ((name, values[name]) for name in FIELDS if name in values)
    return tuple((field_words(name), _value(name, value, language)) for name, value in said)


def _value(name: str, value: Any, language: str) -> str:
    if name == "status":
        return str(AnswerStatus(value).label)
    return plain_figure(value, language) if isinstance(value, float) else str(value)
