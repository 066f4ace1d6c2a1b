"""What a person has typed in a report's form, read field by field; nothing typed is thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from riktning.apps.followup.rounds.checking import Fault, Lack, impossible
from riktning.apps.followup.rounds.content import FIELDS, TEXTS, Said, said_in
from riktning.apps.followup.rounds.models import Answer

FIGURES = ("numerator", "denominator")
GRADES = ("likelihood", "consequence")


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer as typed: what can be stored, what cannot and why, and the text of that.

    ``base`` is the version that was in front of the person; None when the form does not say.
    """

    said: Said
    base: int | None
    faults: tuple[Fault, ...]
    texts: Mapping[str, str]


def typed(answer: Answer, post: Mapping[str, str]) -> Typed:
    """Read the fields of one answer; what is no figure or status leaves what was stored."""
    now = said_in(answer)
    field = {name: post.get(f"{name}-{answer.pk}", "") for name in (*FIGURES, *GRADES, *TEXTS)}
    left: dict[str, Any] = {name: field[name] for name in TEXTS}
    left |= {name: _whole(field[name]) for name in GRADES}
    left["status"] = post.get(f"status-{answer.pk}", "")
    faults: list[Fault] = []
    texts = {}
    for name in FIGURES if answer.takes else ():
        value = figure(field[name])
        if value is None and field[name].strip():
            faults.append(Fault(name, Lack.BAD_FIGURE))
            texts[name] = field[name]
        else:
            left[name] = value
    said = replace(now, **left)
    for fault in impossible(said, kind=answer.kind, takes=answer.takes):
        faults.append(fault)
        if fault.field in (*FIGURES, *TEXTS):
            texts[fault.field] = field[fault.field]
        said = replace(said, **{fault.field: getattr(now, fault.field)})
    base = _whole(post.get(f"base-{answer.pk}", ""))
    known = base is not None and base <= answer.version
    return Typed(said, base if known else None, tuple(faults), texts)


def is_sent(answer: Answer, post: Mapping[str, str]) -> bool:
    """Whether the form holds anything of the answer."""
    return any(f"{name}-{answer.pk}" in post for name in ("base", *FIELDS))


def figure(text: str) -> float | None:
    """``1 234,5`` or ``1234.5``; None when it is no figure."""
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        return float(plain) if plain[-1:].isdigit() and "_" not in plain else None
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
