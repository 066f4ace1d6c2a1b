"""The roles a person may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is to the follow-up; a person may hold several, each with its own place."""

    PUBLIC = "public", _("allmänhet")
    READER = "reader", _("läsare")
    REPORTER = "reporter", _("rapportör")
    APPROVER = "approver", _("godkännare")
    AREA_LEAD = "area_lead", _("områdesansvarig")
    ANALYST = "analyst", _("uppföljningsanalytiker")
    ADMINISTRATOR = "administrator", _("systemadministratör")


HELD = frozenset(Role) - {Role.PUBLIC}  # what a person can be given: public is what nobody needs
