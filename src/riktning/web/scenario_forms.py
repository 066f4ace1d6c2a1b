"""The form of a scenario of one's own: levers, horizon, and how it is run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from riktning.apps.scenarios.drafting import Chosen, baseline_file, middle, own_file
from riktning.apps.scenarios.jobs import Asked
from riktning.apps.scenarios.models import NAME_LENGTH
from riktning.apps.scenarios.starts import Start
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.simulation.request import MOST_MONTHS
from riktning.simulation.scenarios.lever_files import lever_catalogue

DECEMBER = 12
FEWEST_PERSONS, MOST_PERSONS = 500, 200_000
MOST_DRAWS, MOST_REPLICATES = 100, 20
RUN = {"persons": 5_000, "draws": 8, "replicates": 4}
PARTS = ("reach", "start", "ramp")


class MonthField(forms.CharField):
    """A month, by the browser's own calendar or typed as 2027-01."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2027-01"})

    def clean(self, value: Any) -> Month | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Month.parse(str(text))
        except RiktningError:
            raise ValidationError(_("Skriv en månad som 2027-01.")) from None


@dataclass(frozen=True, slots=True)
class LeverFields:
    """The three fields of a lever, bound to what was typed."""

    lever: str
    reach: forms.BoundField
    start: forms.BoundField
    ramp: forms.BoundField


def _whole(label: Any, least: int, most: int, fault: Any, **more: Any) -> forms.IntegerField:
    said = {"min_value": fault, "max_value": fault, "invalid": fault}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=said, **more
    )


class ScenarioForm(forms.Form):
    """Whoever fills it in starts from a scenario that is there."""

    name = forms.CharField(label=_("Namn"), max_length=NAME_LENGTH)
    says = forms.CharField(
        label=_("Beskrivning"), required=False, max_length=NAME_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    last = forms.TypedChoiceField(label=_("Till och med"), coerce=int)
    persons = _whole(
        _("Personer som simuleras"), FEWEST_PERSONS, MOST_PERSONS,
        _("Så många personer kan inte simuleras här; skriv 500 till 200 000."),
    )  # fmt: skip
    draws = _whole(
        _("Dragningar av antagandena"), 1, MOST_DRAWS,
        _("Så många dragningar kan inte göras; skriv 1 till 100."),
    )  # fmt: skip
    replicates = _whole(
        _("Replikat av slumpen i varje"), 1, MOST_REPLICATES,
        _("Så många replikat kan inte göras; skriv 1 till 20."),
    )  # fmt: skip

    def __init__(self, *args: Any, start: Start, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = start
        self.first = Month.parse(start.told["first"])
        end = Month.parse(start.told["last"])
        years = range(self.first.year + 1, end.year + (end.month == DECEMBER))
        last = self.fields["last"]
        last.choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # the field's own class
        for lever in lever_catalogue().levers:
            self.fields[f"{lever}-reach"] = _whole(
                _("Räckvidd"), 0, 100,
                _("Räckvidden kan inte vara mer än alla; skriv 0 till 100 procent."),
                required=False,
            )  # fmt: skip
            self.fields[f"{lever}-start"] = MonthField(label=_("Börjar"), required=False)
            self.fields[f"{lever}-ramp"] = _whole(
                _("Månader tills allt är på plats"), 0, MOST_MONTHS,
                _("Upptrappningen kan inte sluta före starten; skriv 0 till 240 månader."),
                required=False,
            )  # fmt: skip

    @property
    def end(self) -> Month:
        return Month(int(self.cleaned_data["last"]), DECEMBER)

    def levers(self) -> Iterator[LeverFields]:
        """The fields lever by lever, in the catalogue's order."""
        for lever in lever_catalogue().levers:
            yield LeverFields(lever, *(self[f"{lever}-{part}"] for part in PARTS))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for lever in lever_catalogue().levers:
            if said.get(f"{lever}-reach"):
                self._refuse_outside(lever, said.get(f"{lever}-start"), said.get("last"))
        return said

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
        said = self.cleaned_data
        return {
            lever: Chosen(
                said[f"{lever}-reach"], said[f"{lever}-start"], said[f"{lever}-ramp"] or 0
            )
            for lever in lever_catalogue().levers
            if said.get(f"{lever}-reach")
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
        )  # fmt: skip


def filled_from(start: Start) -> dict[str, Any]:
    """The form as the scenario that one starts from has it."""
    found: dict[str, Any] = {**RUN, "last": Month.parse(start.told["last"]).year}
    for lever in lever_catalogue().levers:
        use: Mapping[str, Any] | None = start.told["levers"].get(lever)
        values = (middle(use["reach"]), use["start"], use["ramp"]) if use else (0, "", 0)
        found |= {f"{lever}-{part}": value for part, value in zip(PARTS, values, strict=True)}
        if not use:
            found[f"{lever}-start"] = str(start.told["first"])
    return found
