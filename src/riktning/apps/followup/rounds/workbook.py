"""The columns of a report in Excel: written and read alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from riktning.apps.followup.rounds.words import field_words

KEY = "key"
LANGUAGES = ("sv", "en")
HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, what it is called, how wide it is, whether it is filled in."""

    name: str
    heading: str
    width: int
    filled: bool = False


def columns() -> tuple[Column, ...]:
    """Every column in its order, in the language that is active."""
    return (
        Column("number", _("Nr"), 6),
        Column("kind", _("Slag"), 11),
        Column("place", _("Plats i planen"), 30),
        Column("text", _("Fråga"), 44),
        Column("before", _("Förra svaret"), 30),
        Column("target", _("Målvärde"), 16),
        Column("status", field_words("status"), 22, filled=True),
        Column("comment", field_words("comment"), 50, filled=True),
        Column("next_steps", field_words("next_steps"), 36, filled=True),
        Column("likelihood", field_words("likelihood"), 13, filled=True),
        Column("consequence", field_words("consequence"), 13, filled=True),
        Column("risk_measure", field_words("risk_measure"), 30, filled=True),
        Column("risk_owner", field_words("risk_owner"), 24, filled=True),
        Column("numerator", field_words("numerator"), 18, filled=True),
        Column("denominator", field_words("denominator"), 12, filled=True),
        Column(KEY, _("Nyckel"), 4),
    )


def names_of_headings() -> dict[str, str]:
    """What a heading stands for, in any of the languages."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {column.heading.casefold(): column.name for column in columns()}
    return found
