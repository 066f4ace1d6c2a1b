"""The fields of one lever: how far it reaches, when, where, for whom, and how much it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from riktning.apps.scenarios.drafting import Chosen, Whom, middle, size_of, span_of
from riktning.apps.scenarios.models import NAME_LENGTH
from riktning.apps.scenarios.places import places
from riktning.core.ages import AGE_BOUNDS
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.simulation.request import MOST_MONTHS
from riktning.simulation.scenarios.levers import Effect, LeverEntry

ENDS = ("low", "high")
SIZES = ("low", "middle", "high")
LEAST_CHANGE, MOST = -100, {True: 100, False: 400}  # per cent, of a share and of a change
Said = Mapping[str, Any]
Fault = tuple[str, str]


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


class PlacesField(forms.MultipleChoiceField):
    """Ids of places; an address may have them one after another, with commas between."""

    def to_python(self, value: Any) -> list[str]:
        given = [value] if isinstance(value, str) else list(value or [])
        return super().to_python([one for each in given for one in str(each).split(",") if one])


def whole(label: Any, least: int, most: int, fault: Any, **more: Any) -> forms.IntegerField:
    """A whole number between the two, with one sentence for whatever else is typed."""
    said = {"min_value": fault, "max_value": fault, "invalid": fault}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=said, **more
    )


def fields_of(lever: LeverEntry) -> dict[str, forms.Field]:
    """By the part of its name after the lever's."""
    beyond = _("Räckvidden kan inte vara mer än alla; skriv 0 till 100 procent.")
    found: dict[str, forms.Field] = {
        "reach": whole(_("Räckvidd"), 0, 100, beyond, required=False),
        "low": whole(_("Räckvidd, minst"), 0, 100, beyond, required=False),
        "high": whole(_("Räckvidd, mest"), 0, 100, beyond, required=False),
        "start": MonthField(label=_("Börjar"), required=False),
        "ramp": whole(
            _("Månader tills allt är på plats"), 0, MOST_MONTHS,
            _("Upptrappningen kan inte sluta före starten; skriv 0 till 240 månader."),
            required=False,
        ),
        "source": forms.CharField(
            label=_("Källa"), required=False, max_length=NAME_LENGTH
        ),
    }  # fmt: skip
    if lever.knows_places:
        found["units"] = PlacesField(
            label=_("Var"), required=False, choices=list(places().names().items()),
            error_messages={"invalid_choice": _("Platsen %(value)s finns inte i regionen.")},
        )  # fmt: skip
    if lever.knows_ages:
        found |= _groups()
    for effect in lever.effects:
        found |= {f"{effect.name}-{part}": _size(effect, part) for part in SIZES}
    return found


def _groups() -> dict[str, forms.Field]:
    ages = [(str(age), str(age)) for age in AGE_BOUNDS[1:]]
    return {
        "from": forms.ChoiceField(
            label=_("Från ålder"), required=False, choices=[("", _("alla åldrar")), *ages]
        ),
        "below": forms.ChoiceField(
            label=_("Yngre än"), required=False, choices=[("", _("ingen gräns")), *ages]
        ),
        "sex": forms.ChoiceField(
            label=_("Kön"), required=False,
            choices=[("", _("kvinnor och män")), ("F", _("kvinnor")), ("M", _("män"))],
        ),
    }  # fmt: skip


def _size(effect: Effect, part: str) -> forms.FloatField:
    label = {"low": _("Effekt, minst"), "middle": _("Effekt"), "high": _("Effekt, mest")}[part]
    share = effect.does.is_share
    fault = (
        _("Så mycket kan den inte göra; skriv 0 till 100 procent.")
        if share
        else _("Så mycket kan den inte ändra; skriv −100 till 400 procent.")
    )
    said = {"min_value": fault, "max_value": fault, "invalid": fault}
    return forms.FloatField(
        label=label, required=False, min_value=0 if share else LEAST_CHANGE,
        max_value=MOST[share], error_messages=said,
    )  # fmt: skip


def stands(lever: LeverEntry, use: Said | None, first: str) -> dict[str, Any]:
    """What the fields hold as the scenario that one starts from uses the lever."""
    found: dict[str, Any] = {"reach": 0, "start": first, "ramp": 0}
    if use is None:
        return found
    found |= {"reach": middle(use["reach"]), "start": use["start"], "ramp": use["ramp"]}
    found |= dict(zip(ENDS, span_of(use["reach"]), strict=False))
    known = places().names()
    found["units"] = [unit for unit in use.get("units") or () if unit in known]
    keys = {"from": "from_age", "below": "below_age", "sex": "sex"}
    found |= {part: str(use[key]) for part, key in keys.items() if use.get(key) is not None}
    for effect in lever.effects:
        own = (use.get("sizes") or {}).get(effect.name)
        figures = () if own is None else size_of(own)
        parts = {1: ("middle",), 2: ENDS}.get(len(figures), SIZES)
        found |= {
            f"{effect.name}-{part}": f"{figure:g}"
            for part, figure in zip(parts, figures, strict=False)
        }
    return found


def chosen_of(lever: LeverEntry, said: Said) -> Chosen:
    """What was chosen, of answers without a fault."""
    span = tuple(said[end] for end in ENDS if said.get(end) is not None)
    return Chosen(
        said["reach"], said["start"], said["ramp"] or 0, span, _whom(lever, said),
        {effect.name: figures for effect in lever.effects if (figures := _figures(effect, said))},
        said.get("source") or "",
    )  # fmt: skip


def _whom(lever: LeverEntry, said: Said) -> Whom:
    units = said.get("units") if lever.knows_places else ()
    return Whom(
        tuple(units or ()), _age(said, "from"), _age(said, "below"), said.get("sex") or None
    )


def _age(said: Said, part: str) -> int | None:
    return int(said[part]) if said.get(part) else None


def _figures(effect: Effect, said: Said) -> tuple[float, ...]:
    given = (said.get(f"{effect.name}-{part}") for part in SIZES)
    return tuple(figure for figure in given if figure is not None)


def faults_of(lever: LeverEntry, said: Said) -> Iterator[Fault]:
    """The part and one sentence, of answers that are well each but not together."""
    low, high = (said.get(end) for end in ENDS)
    if (low is None) != (high is None):
        part = "low" if low is None else "high"
        yield part, gettext("Skriv både minst och mest, eller inget av dem.")
    elif low is not None and high is not None and not low <= (said.get("reach") or 0) <= high:
        yield "low", gettext("Räckvidden ska ligga mellan minst och mest.")
    first, below = _age(said, "from"), _age(said, "below")
    if first is not None and below is not None and first >= below:
        yield "from", gettext("Ingen ålder är kvar; den första ska vara lägre än den andra.")
    for effect in lever.effects:
        yield from _size_faults(effect, said)


def _size_faults(effect: Effect, said: Said) -> Iterator[Fault]:
    low, best, high = (said.get(f"{effect.name}-{part}") for part in SIZES)
    part = f"{effect.name}-low"
    if (low is None) != (high is None):
        missing = "low" if low is None else "high"
        yield f"{effect.name}-{missing}", gettext("Skriv både minst och mest, eller inget av dem.")
    elif low is not None and high is not None:
        rising = [abs(each) for each in (low, best, high) if each is not None]
        if rising != sorted(rising) or low * high < 0:
            yield part, gettext("Minst ska vara den minsta effekten och mest den största.")
