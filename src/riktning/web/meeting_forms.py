"""Forms of meetings; what the store would refuse is said at its field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.items import Owner
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import NAME_LENGTH, Group
from riktning.apps.meetings.agenda import PointDetails
from riktning.apps.meetings.calling import MeetingDetails
from riktning.apps.meetings.kinds import NEEDS_WORDS, PointKind, PositionWord, Presence
from riktning.apps.meetings.minutes import Seen, Verdict
from riktning.apps.meetings.models import ADDRESS_LENGTH, MOST_MINUTES, Meeting, Point, Position
from riktning.apps.plans.models import Area, Revision
from riktning.web.group_forms import day_field

_ROLE = _("En roll, aldrig ett namn.")


def _time_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MeetingForm(forms.Form):
    """When and where, and what it is called."""

    title = forms.CharField(label=_("Rubrik"), max_length=NAME_LENGTH)
    day = day_field(_("Dag"))
    starts = _time_field(_("Börjar"))
    ends = _time_field(_("Slutar"))
    place = forms.CharField(label=_("Plats"), max_length=NAME_LENGTH, required=False)
    secretary = forms.CharField(
        label=_("Sekreterare"), max_length=NAME_LENGTH, required=False, help_text=_ROLE
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("Mötet måste sluta efter att det börjat."))
        return said

    def details(self) -> MeetingDetails:
        """What was said."""
        names = ("title", "day", "starts", "ends", "place", "secretary")
        return MeetingDetails(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def stands(meeting: Meeting) -> dict[str, Any]:
        """The form as the meeting stands."""
        names = ("title", "day", "starts", "ends", "place", "secretary")
        return {name: getattr(meeting, name) for name in names}


class NewMeetingForm(MeetingForm):
    """A new meeting is somebody's."""

    group = forms.ModelChoiceField(
        label=_("Grupp"), queryset=Group.objects.none(), empty_label="–", to_field_name="code"
    )
    field_order = ("group", "title")

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset = groups  # type: ignore[attr-defined]  # the field's own class
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # as above


class CancelForm(forms.Form):
    """A meeting is cancelled for a reason."""

    reason = forms.CharField(label=_("Varför ställs mötet in?"), widget=_area(2))


class PointForm(forms.Form):
    """A point of the agenda."""

    heading = forms.CharField(label=_("Rubrik"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Slag"), choices=PointKind.choices)
    purpose = forms.CharField(label=_("Syfte"), required=False, widget=_area(2))
    presenter = forms.CharField(
        label=_("Föredragande"), required=False, max_length=NAME_LENGTH, help_text=_ROLE
    )
    minutes = forms.IntegerField(
        label=_("Minuter"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    wanted = forms.CharField(
        label=_("Beslut som önskas"), required=False, widget=_area(2),
        help_text=_("Behövs när punkten är för beslut."),
    )  # fmt: skip
    takes_up_areas = forms.BooleanField(
        label=_("Här tas förvaltningarnas lägen upp"), required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == PointKind.DECISION and not said.get("wanted"):
            self.add_error("wanted", _("Skriv vilket beslut som önskas."))
        return said

    def details(self) -> PointDetails:
        """What was said."""
        said = self.cleaned_data
        return PointDetails(**{**said, "kind": PointKind(said["kind"])})

    @staticmethod
    def stands(point: Point) -> dict[str, Any]:
        """The form as the point stands."""
        return {name: getattr(point, name) for name in PointForm.base_fields}


class DocumentForm(forms.Form):
    """Something to read before a point."""

    title = forms.CharField(label=_("Vad handlingen heter"), max_length=NAME_LENGTH)
    address = forms.URLField(
        label=_("Adress"), max_length=ADDRESS_LENGTH, assume_scheme="https",
        help_text=_("Där den finns att läsa, som https://…"),
    )  # fmt: skip


class AskForm(forms.Form):
    """Who is asked how they stand, in which areas, by when."""

    areas = forms.MultipleChoiceField(label=_("Områden"), widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(label=_("Förvaltningar"), widget=forms.CheckboxSelectMultiple)
    answer_by = day_field(_("Svara senast"))
    reminder = forms.CharField(label=_("Text till dem som frågas"), required=False, widget=_area(3))

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        areas: Sequence[Area],
        units: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.known = {str(area.pk): area for area in areas}
        self.fields["areas"].choices = [(key, area.name) for key, area in self.known.items()]  # type: ignore[attr-defined]  # the field's own class
        self.fields["units"].choices = list(units.items())  # type: ignore[attr-defined]  # as above

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        if day > self.meeting.day:
            raise forms.ValidationError(_("Svaren ska vara inne senast mötesdagen."))
        return day

    def details(self, revision: Revision) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        chosen = [self.known[key] for key in said["areas"]]
        return {
            "revision": revision, "areas": chosen, "units": said["units"],
            "answer_by": said["answer_by"], "reminder": said["reminder"],
        }  # fmt: skip


class PositionForm(forms.Form):
    """How an administration stands in one area; ``theirs`` is what somebody else said meanwhile."""

    theirs: Position | None = None

    word = forms.ChoiceField(
        label=_("Ert läge"), required=False, widget=forms.RadioSelect, choices=PositionWord.choices
    )
    text = forms.CharField(
        label=_("Med egna ord"), required=False, max_length=5_000, widget=_area(3)
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.position = position

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("text") and not said.get("word"):
            self.add_error("word", _("Välj ett läge."))
        if said.get("word") in NEEDS_WORDS and not said.get("text"):
            self.add_error("text", _("Skriv vad det beror på och vad som behövs."))
        return said


class MinutesForm(forms.Form):
    """What was said, point by point; who was there."""

    introduction = forms.CharField(label=_("Inledning"), required=False, widget=_area(2))
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)  # all as it was shown

    def __init__(
        self, *args: Any, points: Sequence[Point], roles: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.roles = points, roles
        for point in points:
            self.fields[f"punkt-{point.pk}"] = forms.CharField(
                label=point.heading, required=False, widget=_area(4), initial=point.notes
            )
        for number, (role, unit) in enumerate(roles):
            label = f"{role}, {unit}" if unit else role
            self.fields[f"roll-{number}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", "–"), *Presence.choices]
            )
        shown = {
            name: self.get_initial_for_field(each, name) or ""
            for name, each in self.fields.items()
            if name != "seen"
        }
        self.fields["seen"].initial = shown

    def notes(self) -> dict[int, str]:
        """By point what was said."""
        return {point.pk: self.cleaned_data[f"punkt-{point.pk}"] for point in self.points}

    def shown(self, name: str) -> str:
        """What the field held when the form was shown, as the form itself says."""
        seen = self.cleaned_data["seen"]
        return str(seen.get(name, "")) if isinstance(seen, dict) else ""

    def seen_texts(self) -> Seen:
        """The texts when the form was shown."""
        notes = {point.pk: self.shown(f"punkt-{point.pk}") for point in self.points}
        return Seen(self.shown("introduction"), notes)


class DecisionForm(forms.Form):
    """What was decided at a point."""

    paragraph = forms.CharField(label=_("Paragraf"), max_length=40)
    outcome = forms.ChoiceField(label=_("Utfall"), choices=Outcome.choices)
    text = forms.CharField(label=_("Beslutet i ord"), widget=_area(3))
    about = forms.ChoiceField(label=_("Ärende"), required=False)

    def __init__(self, *args: Any, subjects: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [("", _("gruppens eget arbete"))]
        self.fields["about"].choices = [*own, *subjects]  # type: ignore[attr-defined]  # the field's own class

    def verdict(self) -> Verdict:
        """What was said."""
        said = self.cleaned_data
        kind, _space, key = said["about"].partition(" ")
        return Verdict(
            paragraph=said["paragraph"],
            outcome=Outcome(said["outcome"]),
            text=said["text"],
            subject=(SubjectKind(kind), key) if key else None,
        )


class ActionForm(forms.Form):
    """What somebody is to do because of a decision."""

    text = forms.CharField(label=_("Åtgärd"), widget=_area(2))
    owner_role = forms.CharField(
        label=_("Roll som äger den"), required=False, max_length=NAME_LENGTH, help_text=_ROLE
    )
    owner_unit = forms.ChoiceField(label=_("Förvaltning som äger den"), required=False)
    due_on = day_field(_("Klar senast"))

    def __init__(self, *args: Any, units: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_unit"].choices = [("", "–"), *units.items()]  # type: ignore[attr-defined]  # the field's own class

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not (said.get("owner_role") or said.get("owner_unit")):
            self.add_error("owner_role", _("Säg vem som äger åtgärden: en roll, en förvaltning."))
        return said

    def owner(self) -> Owner:
        """Who is to do it."""
        return Owner(self.cleaned_data["owner_role"], self.cleaned_data["owner_unit"])


class ApproveForm(forms.Form):
    """When and by which role the minutes are approved."""

    on = day_field(_("Justerat den"))
    by = forms.CharField(label=_("Justerat av"), max_length=NAME_LENGTH, help_text=_ROLE)
