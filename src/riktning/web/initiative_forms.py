"""The forms of digital initiatives: what is said for each step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.models import Group
from riktning.apps.needs.models import NAME_LENGTH, Need, Recommendation
from riktning.apps.needs.stages import Stage
from riktning.web.group_forms import day_field
from riktning.web.need_forms import no_longer
from riktning.web.presenters.initiatives import FIELDS, LABELS

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
ROLES = frozenset({"owner", "maintainer"})
DAYS = frozenset({"pilot_from", "pilot_to"})
MOST_UNITS_SEEN = 10


class IdeaForm(forms.Form):
    """A new idea."""

    title = forms.CharField(label=_("Rubrik"), max_length=NAME_LENGTH)
    problem = forms.CharField(
        label=_("Vad är problemet?"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_longer],
    )  # fmt: skip


class InitiativeForm(forms.Form):
    """What is said for one step; ``units`` and ``measures`` are what can be chosen."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, stage: Stage, units: Groups, measures: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name in FIELDS[stage]:
            self.fields[name] = _field(name, units, measures)

    def clean_need(self) -> Need | None:
        """The need with the number."""
        number = self.cleaned_data["need"]
        need = Need.objects.filter(pk=number).first() if number else None
        if number and need is None:
            raise forms.ValidationError(_("Det finns inget behov med det numret."))
        return need

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begun, ended = said.get("pilot_from"), said.get("pilot_to")
        if ended and (begun is None or ended < begun):
            self.add_error("pilot_to", _("Piloten kan inte sluta innan den började."))
        return said


def _field(name: str, units: Groups, measures: Sequence[tuple[str, str]]) -> forms.Field:
    label = LABELS[name]
    if name == "title":
        return forms.CharField(label=label, max_length=NAME_LENGTH)
    if name == "need":
        return forms.IntegerField(
            label=_("Gemensamt behov, dess nummer"), required=False, min_value=1
        )
    if name in DAYS:
        return day_field(label, required=False)
    if name == "pilot_units":
        return forms.MultipleChoiceField(
            label=label, required=False, choices=units,
            widget=forms.SelectMultiple(attrs={"size": MOST_UNITS_SEEN}),
            help_text=_("Håll ned Ctrl (eller kommando) för att välja flera."),
        )  # fmt: skip
    if name == "measure":
        return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *measures])
    if name == "recommendation":
        choices = [("", "–"), *Recommendation.choices]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if name == "threshold":
        return forms.FloatField(
            label=label, required=False, localize=True,
            help_text=_("Tomt: en enhet använder tjänsten när värdet är större än noll."),
        )  # fmt: skip
    if name in ROLES:
        return forms.CharField(
            label=label, required=False, max_length=NAME_LENGTH,
            help_text=_("En roll, aldrig ett namn."),
        )  # fmt: skip
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 4}))


class InitiativeDecisionForm(forms.Form):
    """What a body decided of an initiative."""

    body = forms.ModelChoiceField(label=_("Organ"), queryset=Group.objects.none())
    decided_on = day_field(_("Beslutsdatum"))
    paragraph = forms.CharField(label=_("Paragraf"), max_length=40)
    diary_number = forms.CharField(label=_("Diarienummer"), max_length=60, required=False)
    outcome = forms.ChoiceField(label=_("Utfall"), choices=Outcome.choices)
    text = forms.CharField(label=_("Beslutet i ord"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        field.queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]  # the field's own class
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above
