"""Forms of reports; what the store would refuse is said at its field."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.organisation.rights import Action, Actor, may
from riktning.apps.plans.models import Revision
from riktning.apps.reports.following import may_be_followed
from riktning.apps.reports.models import NAME_LENGTH, Report
from riktning.apps.reports.templates import templates
from riktning.apps.reports.templates.template import Scope, Template
from riktning.web.group_forms import day_field

NOT_FOLLOWING = _("ingen, börja från början")
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
    follows = forms.ChoiceField(
        label=_("Fortsätt från"),
        required=False,
        help_text=_(
            "En godkänd rapport från samma mall, om samma plats och på samma språk. Dess texter "
            "följer med, och underlaget säger vad som har ändrats sedan dess."
        ),
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
        self.earlier = {str(each.pk): each for each in may_be_followed(actor, revision.plan_id)}
        named = [(key, self._named(each, language)) for key, each in self.earlier.items()]
        self._choose("follows", [("", str(NOT_FOLLOWING)), *named])
        if not named:
            del self.fields["follows"]

    def carry_on_from(self, number: str) -> None:
        """Begin with what the earlier report is about filled in; nothing when there is no such."""
        earlier = self.earlier.get(number)
        if earlier is not None:
            self.initial.update(
                follows=number, template=earlier.template_key, area=earlier.area,
                unit_id=earlier.unit_id, language=earlier.language,
            )  # fmt: skip

    def _named(self, report: Report, language: str) -> str:
        kind = self.known.get(report.template_key)
        day = date_format(report.as_of, "j F Y")
        return " · ".join((report.title, kind.name.in_(language) if kind else "–", day))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean_as_of(self) -> date:
        """A day that the figures reach, and that has been."""
        day, first = self.cleaned_data["as_of"], self.initial["as_of"]
        if not first <= day <= max(first, timezone.localdate()):
            words = _("Uppgifterna gäller läget %(day)s. Välj den dagen eller en senare, till och med i dag.")  # fmt: skip  # noqa: E501 - one text to translate
            raise forms.ValidationError(words % {"day": first})
        return cast("date", day)

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
        self._check_earlier(said, kind)
        return said

    def _check_earlier(self, said: dict[str, Any], kind: Template) -> None:
        said["earlier"] = earlier = self.earlier.get(said.get("follows", ""))
        if earlier is None:
            return
        now = (kind.key, said["area"], said["unit_id"], said.get("language"))
        then = (earlier.template_key, earlier.area, earlier.unit_id, earlier.language)
        if now != then:
            words = _("Den rapporten är från en annan mall, om en annan plats eller på ett annat språk.")  # fmt: skip  # noqa: E501 - one text to translate
            self.add_error("follows", words)
        elif said.get("as_of") and said["as_of"] < earlier.as_of:
            self.add_error("as_of", _("Dagen är före den rapport som den här fortsätter från."))


class AboutForm(forms.Form):
    """A report's title and readers."""

    title = forms.CharField(label=_("Titel"), max_length=NAME_LENGTH)
    open_to_all = forms.BooleanField(
        label=_("Alla får läsa rapporten när den är godkänd"), required=False
    )
