"""Forms of groups and their papers; what the store would refuse is said at its field."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.groups import RESERVED, GroupDetails
from riktning.apps.governance.kinds import PLACES, GroupKind, Process, SeatPart, Way
from riktning.apps.governance.models import FIELDS, MOST_MEETINGS, NAME_LENGTH, Assignment, Group
from riktning.apps.governance.queries import valid_on
from riktning.documents.groups.words import HEADINGS


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own calendar or typed."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def checked_place(kind: str | None, process: str | None) -> str:
    """What is wrong when groups of the kind do not belong to the process; blank when nothing is."""
    if not kind or not process or Process(process) in PLACES[GroupKind(kind)]:
        return ""
    places = ", ".join(str(one.label) for one in PLACES[GroupKind(kind)])
    return str(_("En sådan grupp hör till: %(places)s.") % {"places": places})


class GroupForm(forms.Form):
    """What is said of a group."""

    name = forms.CharField(label=_("Namn"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Slag"), choices=GroupKind.choices)
    process = forms.ChoiceField(label=_("Process"), choices=Process.choices)
    parent = forms.ModelChoiceField(
        label=_("Undergrupp till"), required=False, queryset=Group.objects.none(), empty_label="–"
    )
    meetings_a_year = forms.IntegerField(
        label=_("Möten om året"), required=False, min_value=1, max_value=MOST_MEETINGS
    )
    from_date = day_field(_("Gäller från"))

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Group.objects.filter(valid_on(timezone.localdate()))
        field = self.fields["parent"]
        field.queryset = others.exclude(pk=group.pk) if group else others  # type: ignore[attr-defined]  # the field's own class
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        fault = checked_place(said.get("kind"), said.get("process"))
        if fault:
            self.add_error("process", fault)
        return said

    def details(self) -> GroupDetails:
        """What was said, when it holds."""
        said = self.cleaned_data
        return GroupDetails(
            name=said["name"],
            kind=GroupKind(said["kind"]),
            process=Process(said["process"]),
            from_date=said["from_date"],
            parent=said["parent"],
            meetings_a_year=said["meetings_a_year"],
        )


class NewGroupForm(GroupForm):
    """A new group also has an address of its own."""

    code = forms.SlugField(
        label=_("Kod"),
        max_length=60,
        help_text=_("Gruppens adress: små bokstäver utan prickar, siffror och bindestreck."),
    )
    field_order = ("name", "code")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED or Group.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Koden är upptagen. Välj en annan."))
        return code


class ChangedGroupForm(GroupForm):
    """A change says why."""

    reason = forms.CharField(label=_("Skäl"), widget=forms.Textarea(attrs={"rows": 2}))


class CloseGroupForm(forms.Form):
    """A group ends on a day, for a reason."""

    last_day = day_field(_("Sista dag"))
    close_reason = forms.CharField(
        label=_("Skäl att avsluta"), widget=forms.Textarea(attrs={"rows": 2})
    )


class SeatForm(forms.Form):
    """Somebody's place in a group."""

    part = forms.ChoiceField(label=_("Del"), choices=SeatPart.choices, initial=SeatPart.MEMBER)
    role = forms.CharField(
        label=_("Roll"), max_length=NAME_LENGTH, help_text=_("En roll, aldrig ett namn.")
    )
    unit_id = forms.ChoiceField(label=_("Förvaltning"), required=False)
    account = forms.CharField(
        label=_("Konto"), required=False, help_text=_("Om den som har platsen har ett konto här.")
    )
    mandate = forms.CharField(
        label=_("Mandat"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    from_date = day_field(_("Gäller från"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = administrations(timezone.localdate())
        self.fields["unit_id"].choices = [("", "–"), *units.items()]  # type: ignore[attr-defined]  # the field's own class


class WayForm(forms.Form):
    """Whom a group reports or escalates to, or touches."""

    way = forms.ChoiceField(label=_("Väg"), choices=Way.choices)
    target = forms.ModelChoiceField(
        label=_("Till gruppen"), required=False, queryset=Group.objects.none(), empty_label="–"
    )
    to_role = forms.CharField(label=_("Eller till rollen"), required=False, max_length=NAME_LENGTH)
    way_from = day_field(_("Gäller från"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Group.objects.filter(valid_on(timezone.localdate())).exclude(pk=group.pk)
        field = self.fields["target"]
        field.queryset = others  # type: ignore[attr-defined]  # the field's own class
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("target")) == bool(said.get("to_role")):
            self.add_error("target", _("Välj antingen en grupp eller skriv en roll."))
        return said


class AssignmentForm(forms.Form):
    """Every field of an assignment document, in its order."""

    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            short = name in ("area_of_responsibility", "commissioner", "assignee", "frequency")
            widget = forms.Textarea(attrs={"rows": 1 if short else 5})
            self.fields[name] = forms.CharField(
                label=HEADINGS[language][name], required=False, widget=widget
            )

    @classmethod
    def of(cls, assignment: Assignment, language: str) -> "AssignmentForm":
        """The form as the version stands."""
        stands = {name: getattr(assignment, name) for name in (*FIELDS, "edit")}
        return cls(initial=stands, language=language)


class AssignmentDecisionForm(forms.Form):
    """When and where an assignment was decided."""

    decided_on = day_field(_("Beslutsdatum"))
    decided_by = forms.CharField(label=_("Beslutad av"), max_length=NAME_LENGTH)
    diary_number = forms.CharField(label=_("Diarienummer"), max_length=60)
