"""Forms of reports; what the store would refuse is said at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.organisation.rights import Action, Actor, may
from riktning.apps.plans.models import Revision
from riktning.apps.reports.models import NAME_LENGTH
from riktning.apps.reports.templates import templates
from riktning.apps.reports.templates.template import Scope, Template
from riktning.web.group_forms import day_field

LANGUAGES = [("sv", _("svenska")), ("en", _("engelska"))]


def templates_for(actor: Actor, language: str) -> list[tuple[str, str]]:
    """The templates that the actor may begin a report from, with their names."""
    whole = may(actor, Action.BEGIN_REPORT)
    return [
        (each.key, each.name.in_(language))
        for each in templates()
        if whole or each.scope is not Scope.REGION
    ]


class NewReportForm(forms.Form):
    """What a report is begun from: the template decides which of the choices count."""

    template = forms.ChoiceField(label=_("Mall"), widget=forms.RadioSelect)
    area = forms.ChoiceField(
        label=_("Område"), required=False, help_text=_("Bara för en rapport om ett område.")
    )
    unit_id = forms.ChoiceField(
        label=_("Förvaltning"),
        required=False,
        help_text=_("Bara för en rapport om en förvaltning."),
    )
    title = forms.CharField(
        label=_("Titel"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Lämna tomt för mallens egen titel."),
    )
    as_of = day_field(_("Avser läget den"))
    language = forms.ChoiceField(label=_("Språk"), choices=LANGUAGES)

    def __init__(
        self, *args: Any, actor: Actor, revision: Revision, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.known: dict[str, Template] = {each.key: each for each in templates()}
        areas = revision.areas.order_by("order").values_list("slug", "name")
        day = self.initial["as_of"]
        self._choose("template", templates_for(actor, language))
        self._choose("area", [("", "–"), *areas])
        self._choose("unit_id", [("", "–"), *administrations(day).items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = self.known.get(said.get("template", ""))
        if kind is None:
            return said
        said["area"] = said.get("area", "") if kind.scope is Scope.AREA else ""
        said["unit_id"] = said.get("unit_id", "") if kind.scope is Scope.UNIT else ""
        if kind.scope is Scope.AREA and not said["area"]:
            self.add_error("area", _("Välj vilket område rapporten handlar om."))
        elif kind.scope is Scope.UNIT and not said["unit_id"]:
            self.add_error("unit_id", _("Välj vilken förvaltning rapporten handlar om."))
        elif not may(self.actor, Action.BEGIN_REPORT, unit_id=said["unit_id"], area=said["area"]):
            self.add_error("template", _("Din roll gäller inte där."))
        return said


class AboutForm(forms.Form):
    """A report's title and readers."""

    title = forms.CharField(label=_("Titel"), max_length=NAME_LENGTH)
    open_to_all = forms.BooleanField(
        label=_("Alla får läsa rapporten när den är godkänd"), required=False
    )
