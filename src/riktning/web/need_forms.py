"""Forms of joint needs; what the store would refuse is said at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.checking import LONGEST_TEXT
from riktning.apps.governance.kinds import Outcome
from riktning.apps.needs.models import (
    HIGHEST,
    LOWEST,
    NAME_LENGTH,
    SAYS_WHY,
    BodyPart,
    Level,
    Origin,
    PriorityArea,
    Reply,
    ReportKind,
    Size,
    Uptake,
)
from riktning.apps.needs.queries import areas
from riktning.web.group_forms import day_field


def no_longer(text: str) -> None:
    """Raise the fault of a text that is longer than answers in rounds may be."""
    if len(text) > LONGEST_TEXT:
        raise forms.ValidationError(
            _("Texten är för lång. Skriv högst %(longest)d tecken.") % {"longest": LONGEST_TEXT}
        )


def _text(label: Any, rows: int = 3, *, required: bool = False, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        validators=[no_longer],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class NeedForm(forms.Form):
    """What is said of a need."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Rubrik"), max_length=NAME_LENGTH)
    origin = forms.ChoiceField(label=_("Kommer från"), choices=Origin.choices)
    problem = _text(_("Vad är problemet?"))
    affected = _text(_("Vilka berörs?"), 2)
    level = forms.ChoiceField(label=_("Nivå"), choices=Level.choices)
    area = forms.ModelChoiceField(
        label=_("Prioriterat område"),
        required=False,
        queryset=PriorityArea.objects.none(),
        empty_label="–",
    )
    consulted = forms.BooleanField(label=_("Ska till politiskt samråd"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        field.queryset = PriorityArea.objects.select_related("perspective").order_by(  # type: ignore[attr-defined]  # the field's own class
            "perspective__order", "order"
        )
        field.label_from_instance = lambda one: f"{one.perspective.name}: {one.name}"  # type: ignore[attr-defined]  # as above


class CommissionForm(forms.Form):
    """What is to be done about a need."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)
    size = forms.ChoiceField(
        label=_("Uppdragets storlek"), required=False, choices=[("", "–"), *Size.choices]
    )
    state_grant = _text(_("Används statsbidrag?"), 1)
    description = _text(_("Uppdragsbeskrivning"), 5)
    purpose = _text(_("Syfte och mål"))
    boundaries = _text(_("Avgränsningar"), 2)
    composition = _text(_("Gruppens sammansättning"), 2)
    time_plan = _text(_("Tidsåtgång och tidplan"), 2)
    leader = forms.CharField(
        label=_("Processledare"), required=False, max_length=NAME_LENGTH,
        help_text=_("En roll, aldrig ett namn."),
    )  # fmt: skip
    working_group = _text(_("Arbetsgrupp"), 2)
    group_ended_on = day_field(_("Arbetsgruppen avslutad"), required=False)
    product = _text(_("Slutprodukt och var den finns"), 2)
    published_on = day_field(_("Slutprodukten publicerad"), required=False)


class CriterionForm(forms.Form):
    """An answer to one criterion."""

    reply = forms.ChoiceField(
        label=_("Svar"), choices=Reply.choices, widget=forms.RadioSelect, required=False
    )
    reason = _text(_("Motivering"), 2)


class PlacingForm(forms.Form):
    """A place in the matrix."""

    importance = forms.IntegerField(
        label=_("Viktigt (1–10)"), min_value=LOWEST, max_value=HIGHEST, initial=5
    )
    urgency = forms.IntegerField(
        label=_("Bråttom (1–10)"), min_value=LOWEST, max_value=HIGHEST, initial=5
    )


class AgreeForm(PlacingForm):
    """What those who placed it agreed on."""

    reason = _text(_("Motivering"), 2, required=True)


class DecisionForm(forms.Form):
    """What a body decided."""

    part = forms.ChoiceField(label=_("Organ"), choices=BodyPart.choices)
    decided_on = day_field(_("Beslutsdatum"))
    paragraph = forms.CharField(label=_("Paragraf"), max_length=40)
    diary_number = forms.CharField(label=_("Diarienummer"), max_length=60, required=False)
    outcome = forms.ChoiceField(label=_("Utfall"), choices=Outcome.choices)
    text = _text(_("Beslutet i ord"), 2, required=True)


class ReportForm(forms.Form):
    """An interim or a final report."""

    kind = forms.ChoiceField(choices=ReportKind.choices, widget=forms.HiddenInput)
    given_on = day_field(_("Lämnad"))
    report_text = _text(_("Rapporten"), 4, required=True)


def area_choices() -> list[tuple[str, str]]:
    """Perspectives and, below each, its areas, for a filter. One query."""
    found: list[tuple[str, str]] = [("", str(_("Alla")))]
    seen = set()
    for area in areas():
        if area.perspective.code not in seen:
            seen.add(area.perspective.code)
            found.append((area.perspective.code, area.perspective.name))
        found.append((area.code, f"– {area.name}"))
    return found


class UptakeForm(forms.Form):
    """What one or several units do with the result of a need."""

    units = forms.MultipleChoiceField(
        label=_("Enheter"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj en enhet.")},
    )
    uptake = forms.ChoiceField(label=_("Vad gör enheten?"), choices=Uptake.choices)
    on = day_field(_("Från och med"))
    outcome = _text(
        _("Utfall"), 3,
        help_text=_("Hur det gick. Den som inte inför, slutar eller rättar skriver varför."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]  # the field's own class

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("uptake") in SAYS_WHY and not said.get("outcome", "").strip():
            self.add_error("outcome", _("Skriv varför."))
        return said
