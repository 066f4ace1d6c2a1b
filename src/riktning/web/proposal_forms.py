"""Forms of proposals about groups; what the store would refuse is said at its field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.groups import RESERVED
from riktning.apps.governance.kinds import AssignmentState, GroupKind, Outcome, Process
from riktning.apps.governance.models import (
    FIELDS,
    MOST_MEETINGS,
    NAME_LENGTH,
    Group,
    Proposal,
)
from riktning.apps.governance.proposal_course import ProposalKind, Stance
from riktning.apps.governance.proposals.content import SAID, Content, content_of, stands
from riktning.apps.governance.proposals.writing import Voice, Voices, Written
from riktning.apps.governance.queries import valid_on
from riktning.documents.groups.words import HEADINGS
from riktning.web.group_forms import checked_place, day_field
from riktning.web.presenters.proposals import SAYS

_SHORT = ("area_of_responsibility", "commissioner", "assignee", "frequency")


def _text(label: Any, rows: int = 3, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget)


class ProposalForm(forms.Form):
    """What is proposed; which fields there are depends on what is proposed."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: ProposalKind, group: Group | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.group = kind, group
        today = timezone.localdate()
        every = Group.objects.filter(valid_on(today)).values_list("code", "name")
        codes = [("", "–"), *((c, n) for c, n in every if group is None or c != group.code)]
        for name in SAID[kind]:
            self.fields[name] = self._field(name, codes)
        self.fields["reason"] = _text(_("Skäl"), 3, required=True)
        self.fields["consequences"] = _text(_("Konsekvenser för andra grupper och för arbetet"), 3)
        self.fields["body"] = forms.ModelChoiceField(
            label=_("Organ som ska besluta"),
            queryset=Group.objects.filter(valid_on(today)),
            empty_label="–",
        )
        self.fields["body"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # the field's own class
        closing = kind is ProposalKind.CLOSE
        self.fields["day"] = day_field(_("Sista dag") if closing else _("Ska gälla från"))
        for name in () if closing else FIELDS:
            self.fields[name] = _text(HEADINGS[language][name], 1 if name in _SHORT else 4)

    def _field(self, name: str, codes: list[tuple[str, str]]) -> forms.Field:
        """The field of one thing that is said; a group is chosen by its name."""
        label = SAYS[name]
        if name == "group_kind":
            return forms.ChoiceField(label=label, choices=GroupKind.choices)
        if name == "process":
            return forms.ChoiceField(label=label, choices=Process.choices)
        if name == "meetings_a_year":
            most = MOST_MEETINGS
            return forms.IntegerField(label=label, required=False, min_value=1, max_value=most)
        if name == "code":
            return forms.SlugField(
                label=label,
                max_length=60,
                help_text=_("Gruppens adress: små bokstäver utan prickar, siffror, bindestreck."),
            )
        if name in ("name", "chair", "reports_to_role"):
            asked = name == "name"
            return forms.CharField(label=label, required=asked, max_length=NAME_LENGTH)
        return forms.ChoiceField(label=label, required=False, choices=codes)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED or Group.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Koden är upptagen. Välj en annan."))
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        fault = checked_place(said.get("group_kind"), said.get("process"))
        if fault:
            self.add_error("process", fault)
        day, group = said.get("day"), self.group
        if day and group and self.kind is ProposalKind.CLOSE and day < group.from_date:
            self.add_error("day", _("Gruppen fanns inte den dagen."))
        return said

    def written(self) -> Written:
        """What was said, when it holds."""
        said = self.cleaned_data
        content = {name: said[name] for name in SAID[self.kind]}
        closing = self.kind is ProposalKind.CLOSE
        return Written(
            body=said["body"],
            day=said["day"],
            reason=said["reason"],
            consequences=said["consequences"],
            content=Content(**content),
            texts={} if closing else {name: said[name] for name in FIELDS},
        )


def at_first(kind: ProposalKind, group: Group | None) -> dict[str, Any]:
    """What a new proposal of the kind begins with: how the group stands."""
    begins: dict[str, Any] = {"day": timezone.localdate()}
    if group is None or kind is ProposalKind.CLOSE:
        return begins
    stood = group.assignments.filter(state=AssignmentState.DECIDED).first()
    texts = {name: getattr(stood, name, "") for name in FIELDS}
    return {**begins, **stands(group).stored(kind), **texts}


def as_it_stands(proposal: Proposal) -> dict[str, Any]:
    """The proposal as its form shows it."""
    return {
        **content_of(proposal).stored(ProposalKind(proposal.kind)),
        **proposal.texts,
        "reason": proposal.reason,
        "consequences": proposal.consequences,
        "body": proposal.body_id,
        "day": proposal.day,
        "edit": proposal.edit,
    }


class OpinionForm(forms.Form):
    """What a group, an administration or a role thinks."""

    group = forms.ModelChoiceField(
        label=_("Grupp som yttrar sig"), required=False, queryset=Group.objects.none(),
        empty_label="–",
    )  # fmt: skip
    unit_id = forms.ChoiceField(label=_("Förvaltning som yttrar sig"), required=False)
    role = forms.CharField(
        label=_("Roll som yttrar sig"), required=False, max_length=NAME_LENGTH,
        help_text=_("En roll, aldrig ett namn."),
    )  # fmt: skip
    stance = forms.ChoiceField(label=_("Hållning"), choices=Stance.choices)
    opinion = _text(_("Yttrandet"), 3, required=True)

    def __init__(self, *args: Any, units: Mapping[str, str], voices: Voices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(each, name) for each, name in units.items() if each in voices.unit_ids]
        if len(own) == 1 and not (voices.groups or voices.roles):
            self.initial["unit_id"] = own[0][0]
        self.fields["unit_id"].choices = [("", "–"), *own]  # type: ignore[attr-defined]  # the field's own class
        field = self.fields["group"]
        field.queryset = Group.objects.filter(pk__in=voices.groups)  # type: ignore[attr-defined]  # as above
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above
        for name, offered in (
            ("group", voices.groups), ("unit_id", own), ("role", voices.roles)
        ):  # fmt: skip
            if not offered:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        asked = [name for name in ("group", "unit_id", "role") if name in self.fields]
        if not self.errors and not any(said.get(name) for name in asked):
            self.add_error(asked[0] if asked else None, _("Säg vem som anser det."))
        return said

    def details(self) -> dict[str, Any]:
        """What was said, as it is kept."""
        said = self.cleaned_data
        voice = Voice(said.get("group"), said.get("unit_id", ""), said.get("role", ""))
        return {"voice": voice, "stance": Stance(said["stance"]), "text": said["opinion"]}


class ProposalDecisionForm(forms.Form):
    """What the body decided of a proposal."""

    decided_on = day_field(_("Beslutsdatum"))
    paragraph = forms.CharField(label=_("Paragraf"), max_length=40)
    diary_number = forms.CharField(label=_("Diarienummer"), max_length=60)
    outcome = forms.ChoiceField(label=_("Utfall"), choices=Outcome.choices)
    text = _text(_("Beslutet i ord"), 3, required=True)
