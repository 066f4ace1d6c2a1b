"""Forms of decisions; what the store would refuse is said at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Group
from riktning.web.decision_subjects import choices
from riktning.web.group_forms import day_field


class NewDecisionForm(forms.Form):
    """What a body decided, about something that is not a need."""

    body = forms.ModelChoiceField(label=_("Organ"), queryset=Group.objects.all(), empty_label="–")
    decided_on = day_field(_("Beslutsdatum"))
    paragraph = forms.CharField(label=_("Paragraf"), max_length=40)
    diary_number = forms.CharField(label=_("Diarienummer"), max_length=60, required=False)
    about = forms.ChoiceField(
        label=_("Ärende"), help_text=_("Beslut om ett behov förs in på behovets egen sida.")
    )
    outcome = forms.ChoiceField(label=_("Utfall"), choices=Outcome.choices)
    text = forms.CharField(label=_("Beslutet i ord"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # the field's own class
        self.fields["about"].choices = [("", "–"), *choices()]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        body, day = said.get("body"), said.get("decided_on")
        if body and day and (day < body.from_date or (body.to_date and day > body.to_date)):
            self.add_error("decided_on", _("Organet fanns inte den dagen."))
        return said

    def details(self) -> dict[str, Any]:
        """What was said, as the register takes it."""
        said = dict(self.cleaned_data)
        kind, _space, key = said.pop("about").partition(" ")
        return {**said, "outcome": Outcome(said["outcome"]), "subject": (SubjectKind(kind), key)}
