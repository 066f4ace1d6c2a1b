"""Forms of actions that follow of decisions; what the store would refuse is said at its field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.items import Owner
from riktning.apps.governance.kinds import ItemState
from riktning.apps.governance.models import NAME_LENGTH, Decision, Group
from riktning.apps.governance.queries import valid_on
from riktning.web.group_forms import day_field


class GiveItemForm(forms.Form):
    """What somebody is to do because of a decision."""

    text = forms.CharField(label=_("Åtgärd"), widget=forms.Textarea(attrs={"rows": 3}))
    owner_role = forms.CharField(
        label=_("Roll som äger den"), required=False, max_length=NAME_LENGTH,
        help_text=_("En roll, aldrig ett namn."),
    )  # fmt: skip
    owner_unit = forms.ChoiceField(label=_("Förvaltning som äger den"), required=False)
    owner_group = forms.ModelChoiceField(
        label=_("Grupp som äger den"), required=False, queryset=Group.objects.none(),
        empty_label="–",
    )  # fmt: skip
    due_on = day_field(_("Klar senast"))

    def __init__(
        self, *args: Any, decision: Decision, units: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        today = timezone.localdate()
        self.fields["owner_unit"].choices = [("", "–"), *units.items()]  # type: ignore[attr-defined]  # the field's own class
        field = self.fields["owner_group"]
        field.queryset = Group.objects.filter(valid_on(today))  # type: ignore[attr-defined]  # as above
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(f"owner_{kind}") for kind in ("role", "unit", "group")):
            self.add_error(
                "owner_role",
                _("Säg vem som äger åtgärden: en roll, en förvaltning eller en grupp."),
            )
        day = said.get("due_on")
        if day and day < self.decision.decided_on:
            self.add_error("due_on", _("Dagen är före beslutet."))
        return said

    def details(self) -> dict[str, Any]:
        """What was said, as the register takes it."""
        said = self.cleaned_data
        owner = Owner(said["owner_role"], said["owner_unit"], said["owner_group"])
        return {"text": said["text"], "due_on": said["due_on"], "owner": owner}


class FollowUpForm(forms.Form):
    """How an action goes."""

    state = forms.ChoiceField(label=_("Läge"), choices=ItemState.choices)
    note = forms.CharField(label=_("Uppföljning"), widget=forms.Textarea(attrs={"rows": 3}))
    due_on = day_field(
        _("Ny dag"), required=False, help_text=_("Bara om åtgärden pågår och dagen flyttas.")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("due_on") and said.get("state") != ItemState.OPEN:
            self.add_error("due_on", _("Bara det som pågår har en ny dag."))
        return said
