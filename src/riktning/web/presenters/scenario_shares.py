"""Which lever gives what, alone and together, as the page of a scenario has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.documents.charts import number
from riktning.web.presenters.scenarios import NO_BREAK, Content


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What a lever gives, how sure that is, what it gives alone, and what the others add to it."""

    name: str
    value: str
    error: str
    alone: str
    interaction: str


def share_rows(content: Content, outcome: str, year: int, language: str) -> list[ShareRow]:
    """What each lever gives; the greatest first, their sum last."""
    told = (content["shares"] or {}).get("outcomes", {}).get(outcome)
    if not told:
        return []
    names = {each["id"]: each["name"][language] for each in content["levers"]}
    at, decimals = content["years"].index(year), _decimals(content, outcome)
    rows = [
        (names[lever], each["values"][at] or 0.0, _at(each.get("errors"), at),
         _at(each.get("alone"), at))
        for lever, each in told.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: -abs(row[1]))
    alone = [row[3] for row in rows if row[3] is not None]
    whole = sum(alone) if alone and len(alone) == len(rows) else None
    rows.append((_("Tillsammans"), sum(row[1] for row in rows), None, whole))
    return [_share_row(*row, decimals, language) for row in rows]


def _decimals(content: Content, outcome: str) -> int:
    return 2 + next(int(each["decimals"]) for each in content["outcomes"] if each["id"] == outcome)


def _at(figures: Sequence[float | None] | None, at: int) -> float | None:
    return None if figures is None else figures[at]


def _share_row(
    name: str, value: float, error: float | None, alone: float | None, decimals: int, language: str
) -> ShareRow:
    return ShareRow(
        name, number(value, decimals, language),
        "" if error is None else f"±{NO_BREAK}{number(error, decimals, language)}",
        "" if alone is None else number(alone, decimals, language),
        "" if alone is None else number(value - alone, decimals, language),
    )  # fmt: skip
