"""The words that a report's rows are in: their states, and what was done with evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """A report is written until it is approved, and never changes after that."""

    DRAFT = "draft", _("skrivs")
    APPROVED = "approved", _("godkänd")


class SectionState(models.TextChoices):
    """How far a section has come."""

    EMPTY = "empty", _("tomt")
    DRAFT = "draft", _("skrivs")
    READY = "ready", _("klart för godkännande")
    APPROVED = "approved", _("godkänt")


class Taken(models.TextChoices):
    """Why a piece of evidence stands in a report as it does."""

    INSERT = "insert", _("infogat")
    ACCEPT = "accept", _("nya uppgifter tagna in")
    KEEP = "keep", _("gamla uppgifter behållna")
    REFRESH = "refresh", _("samma uppgifter, nyare körning")


class Act(models.TextChoices):
    """What can be done to a report or a section; the values are kept in the history."""

    WRITE = "write", _("skrev")
    HAND_ON = "hand_on", _("lämnade för godkännande")
    TAKE_BACK = "take_back", _("tog tillbaka")
    APPROVE = "approve", _("godkände")
    SEND_BACK = "send_back", _("lämnade tillbaka")
    APPROVE_REPORT = "approve_report", _("godkände rapporten")
