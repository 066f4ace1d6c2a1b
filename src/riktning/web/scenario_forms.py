"""The form of a scenario of one's own: levers, horizon, and how it is run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from riktning.apps.scenarios.drafting import Chosen, baseline_file, own_file
from riktning.apps.scenarios.jobs import ORDERS, Asked
from riktning.apps.scenarios.models import NAME_LENGTH
from riktning.apps.scenarios.starts import Start
from riktning.core.periods import Month
from riktning.simulation.scenarios.lever_files import lever_catalogue
from riktning.simulation.scenarios.levers import LeverEntry
from riktning.web.scenario_lever_fields import (
    PlacesField,
    chosen_of,
    faults_of,
    fields_of,
    stands,
    whole,
)

DECEMBER = 12
FEWEST_PERSONS, MOST_PERSONS = 500, 200_000
MOST_DRAWS, MOST_REPLICATES = 100, 20
RUN = {"persons": 5_000, "draws": 8, "replicates": 4}
LONGEST_VALUE = 60  # signs of what an address says, as it is told


@dataclass(frozen=True, slots=True)
class LeverFields:
    """The fields of a lever by their part, bound to what was typed."""

    lever: LeverEntry
    by_part: Mapping[str, forms.BoundField]

    @property
    def reach(self) -> forms.BoundField:
        return self.by_part["reach"]


class ScenarioForm(forms.Form):
    """Whoever fills it in starts from a scenario that is there."""

    name = forms.CharField(label=_("Namn"), max_length=NAME_LENGTH)
    says = forms.CharField(
        label=_("Beskrivning"), required=False, max_length=NAME_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    last = forms.TypedChoiceField(label=_("Till och med"), coerce=int)
    persons = whole(
        _("Personer som simuleras"), FEWEST_PERSONS, MOST_PERSONS,
        _("Så många personer kan inte simuleras här; skriv 500 till 200 000."),
    )  # fmt: skip
    draws = whole(
        _("Dragningar av antagandena"), 1, MOST_DRAWS,
        _("Så många dragningar kan inte göras; skriv 1 till 100."),
    )  # fmt: skip
    replicates = whole(
        _("Replikat av slumpen i varje"), 1, MOST_REPLICATES,
        _("Så många replikat kan inte göras; skriv 1 till 20."),
    )  # fmt: skip
    shares = forms.BooleanField(
        label=_("Räkna ut vad varje åtgärd bidrar med"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, start: Start, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = start
        self.first = Month.parse(start.told["first"])
        end = Month.parse(start.told["last"])
        years = range(self.first.year + 1, end.year + (end.month == DECEMBER))
        last = self.fields["last"]
        last.choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # the field's own class
        self.parts = {each.id: fields_of(each) for each in lever_catalogue().levers.values()}
        for lever, fields in self.parts.items():
            self.fields |= {f"{lever}-{part}": field for part, field in fields.items()}

    @property
    def end(self) -> Month:
        return Month(int(self.cleaned_data["last"]), DECEMBER)

    def levers(self) -> Iterator[LeverFields]:
        """The fields lever by lever, in the catalogue's order."""
        for lever in lever_catalogue().levers.values():
            parts = self.parts[lever.id]
            yield LeverFields(lever, {part: self[f"{lever.id}-{part}"] for part in parts})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for lever in lever_catalogue().levers.values():
            if said.get(f"{lever.id}-reach"):
                own = self._of(lever)
                self._refuse_outside(lever.id, own.get("start"), said.get("last"))
                for part, fault in faults_of(lever, own):
                    if f"{lever.id}-{part}" not in self.errors:
                        self.add_error(f"{lever.id}-{part}", fault)
        return said

    def _of(self, lever: LeverEntry) -> dict[str, Any]:
        """What was said of a lever, by part."""
        said = self.cleaned_data
        return {part: said.get(f"{lever.id}-{part}") for part in self.parts[lever.id]}

    def _refuse_outside(self, lever: str, start: Month | None, last: int | None) -> None:
        """The lever begins within the horizon."""
        field = f"{lever}-start"
        if field in self.errors or last is None:
            return
        if start is None:
            self.add_error(field, _("Skriv när åtgärden börjar, som 2027-01."))
        elif start < self.first:
            words = _(
                "Åtgärden börjar %(start)s, före scenariots första månad %(first)s; låt den börja "
                "då eller senare, för det som redan görs är som i dag."
            )
            self.add_error(field, words % {"start": start, "first": self.first})
        elif start > Month(last, DECEMBER):
            words = _(
                "Åtgärden börjar %(start)s, efter scenariots sista månad %(last)s; låt den börja "
                "tidigare, eller sätt räckvidden till 0."
            )
            self.add_error(field, words % {"start": start, "last": Month(last, DECEMBER)})

    def chosen(self) -> dict[str, Chosen]:
        """The levers that reach anybody."""
        known, said = lever_catalogue().levers, self.cleaned_data
        return {
            name: chosen_of(lever, self._of(lever))
            for name, lever in known.items()
            if said.get(f"{name}-reach")
        }

    def asked(self, baseline: Start) -> Asked:
        """What the form asks for."""
        said, start = self.cleaned_data, self.begins
        says = {
            "sv": said["says"] or f"Utgår från {start.name('sv')}.",
            "en": said["says"] or f"Starts from {start.name('en')}.",
        }
        return Asked(
            name=said["name"],
            scenario=own_file(start, said["name"], says, self.end, self.chosen()),
            baseline=baseline_file(baseline, self.end),
            persons=said["persons"], draws=said["draws"], replicates=said["replicates"],
            orders=ORDERS if said["shares"] else 0,
        )  # fmt: skip


def filled_from(start: Start) -> dict[str, Any]:
    """The form as the scenario that one starts from has it."""
    found: dict[str, Any] = {**RUN, "last": Month.parse(start.told["last"]).year}
    for name, lever in lever_catalogue().levers.items():
        told = stands(lever, start.told["levers"].get(name), str(start.told["first"]))
        found |= {f"{name}-{part}": value for part, value in told.items()}
    return found


def from_address(form: ScenarioForm, given: QueryDict) -> tuple[dict[str, Any], list[str]]:
    """What an address fills in, and what it says that the form cannot take, as it says it."""
    found: dict[str, Any] = {}
    odd = []
    for key, values in given.lists():
        field = form.fields.get(key)
        if key == "fran":
            continue
        said = [one for value in values for one in value.split(",") if one]
        value: Any = said if isinstance(field, PlacesField) else values[-1]
        try:
            if field is None:
                raise ValidationError("")
            if value:
                field.clean(value)
        except ValidationError:
            odd.append(f"{key}={','.join(values)}"[:LONGEST_VALUE])
        else:
            found[key] = value
    return found, odd


def in_address(form: ScenarioForm, given: QueryDict) -> dict[str, Any]:
    """What was chosen otherwise than the start has it, so that the address is short."""
    begun = filled_from(form.begins)
    found: dict[str, Any] = {"fran": form.begins.slug}
    for key, field in form.fields.items():
        many = isinstance(field, PlacesField)
        value: Any = given.getlist(key) if many else given.get(key, "")
        before = list(begun.get(key) or []) if many else str(begun.get(key, ""))
        if value != before:
            found[key] = ",".join(value) if many else value
    return found
