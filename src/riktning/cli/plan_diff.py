"""A difference of two revisions in the terminal and as JSON."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from riktning.documents.plans.change_words import details
from riktning.documents.plans.difference import Change, Difference, Mark
from riktning.documents.plans.snapshot import Said
from riktning.documents.plans.words import HOW, PHRASES, kind_word

_STYLE = {Mark.SAME: "", Mark.ADDED: "green underline", Mark.REMOVED: "red strike"}


def show(found: Difference, names: Mapping[str, str], language: str) -> None:
    """Print it; without colours what is gone stands as [-so-] and what came as {+so+}."""
    console, said = Console(soft_wrap=True, highlight=False), PHRASES[language]
    between = said.between.format(before=found.before.number, after=found.after.number)
    console.print(Text(f"{found.after.name}: {between}"))
    for area in found.areas:
        console.print(Text(f"\n{area.name}", "bold"))
        for change in area.changes:
            console.print(_line(change, language, console.is_terminal))
            for detail in details(change, language, names):
                console.print(Text(f"    {detail}"))
    if not found.areas:
        console.print(said.nothing)
    console.print(said.unchanged.format(count=found.unchanged))


def _line(change: Change, language: str, coloured: bool) -> Text:
    how = ", ".join(HOW[language][each] for each in change.how)
    line = Text(f"  {kind_word(change.said.kind, language)} {change.said.number}, {how}: ")
    if change.said.aim is not None:
        return line
    for piece in change.pieces:
        if coloured or piece.mark is Mark.SAME:
            line.append(piece.text, _STYLE[piece.mark])
        elif piece.mark is Mark.ADDED:
            line.append(f"{{+{piece.text.strip()}+}} ")
        else:
            line.append(f"[-{piece.text.strip()}-] ")
    return line


def as_plain(found: Difference) -> dict[str, Any]:
    """For machines."""
    return {
        "plan": found.after.plan,
        "before": found.before.number,
        "after": found.after.number,
        "counts": {how.value: count for how, count in found.counts.items()},
        "unchanged": found.unchanged,
        "areas": [
            {"name": area.name, "changes": [_plain(change) for change in area.changes]}
            for area in found.areas
        ],
    }


def _plain(change: Change) -> dict[str, Any]:
    return {
        "item": change.said.number,
        "kind": change.said.kind,
        "how": [how.value for how in change.how],
        "before": _said(change.before),
        "after": _said(change.after),
        "words": [[piece.mark.value, piece.text] for piece in change.pieces],
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    plain: dict[str, Any] = {"text": said.text, "where": list(said.where)}
    if said.period:
        plain["period"] = said.period
    if said.measures:
        plain["measures"] = list(said.measures)
    if said.aim:
        aim = said.aim
        plain["target"] = {
            "indicator": aim.indicator_id,
            "unit": aim.unit_id or None,
            "value": aim.value,
            "due": str(aim.due),
        }
    return plain
