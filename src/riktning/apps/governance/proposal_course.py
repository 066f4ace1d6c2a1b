"""What can be proposed about groups, and the steps that a proposal goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.courses import Course


class ProposalKind(models.TextChoices):
    """What is proposed."""

    FORM = "form", _("bilda en grupp")
    CHANGE = "change", _("ändra en grupp")
    CLOSE = "close", _("avsluta en grupp")


class Step(models.TextChoices):
    """Where a proposal is on its way."""

    PROPOSED = "proposed", _("förslag")
    PREPARATION = "preparation", _("beredning och samråd")
    DECISION = "decision", _("beslut i organet")
    EFFECT = "effect", _("verkställande")


class Stance(models.TextChoices):
    """What somebody thinks of a proposal."""

    SUPPORTS = "supports", _("tillstyrker")
    REMARKS = "remarks", _("tillstyrker med synpunkter")
    OPPOSES = "opposes", _("avstyrker")


COURSE = Course(tuple(Step))
