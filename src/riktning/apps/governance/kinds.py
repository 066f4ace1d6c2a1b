"""The kinds of groups, and the kinds of processes that each has its place in."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Process(models.TextChoices):
    """What a group answers for: the leading of all, care itself, or what supports it."""

    MANAGEMENT = "management", _("ledning")
    MAIN = "main", _("huvudprocess")
    SUPPORT = "support", _("stödjande process")
    JOINT = "joint", _("samverkan med kommunerna")


class GroupKind(models.TextChoices):
    """What sort of group it is; the sort says nothing of what it may decide."""

    MANAGEMENT = "management", _("ledningsgrupp")
    COORDINATION_COUNCIL = "coordination_council", _("samordningsråd")
    COORDINATING = "coordinating", _("samordnande grupp")
    STATUTORY = "statutory", _("lagstadgad grupp")
    EXPERT = "expert", _("sakkunniggrupp")
    FUNCTION = "function", _("funktionsgrupp")
    CUSTOMER_COUNCIL = "customer_council", _("kundråd")
    JOINT_BODY = "joint_body", _("samverkansorgan")


PLACES: Mapping[GroupKind, tuple[Process, ...]] = {
    GroupKind.MANAGEMENT: (Process.MANAGEMENT,),
    GroupKind.COORDINATION_COUNCIL: (Process.MAIN,),
    GroupKind.COORDINATING: (Process.MAIN, Process.SUPPORT),
    GroupKind.STATUTORY: (Process.MAIN,),
    GroupKind.EXPERT: (Process.MAIN, Process.SUPPORT),
    GroupKind.FUNCTION: (Process.SUPPORT,),
    GroupKind.CUSTOMER_COUNCIL: (Process.SUPPORT,),
    GroupKind.JOINT_BODY: (Process.JOINT,),
}


# The leading of all, which reports to nobody here.
TOP = (GroupKind.MANAGEMENT, GroupKind.JOINT_BODY)


class SeatPart(models.TextChoices):
    """What somebody is in a group."""

    CHAIR = "chair", _("ordförande")
    SECRETARY = "secretary", _("sekreterare")
    MEMBER = "member", _("ledamot")
    ADJUNCT = "adjunct", _("adjungerad")


class Way(models.TextChoices):
    """How a group stands to another group or to a role."""

    REPORTS = "reports", _("rapporterar till")
    ESCALATES = "escalates", _("eskalerar till")
    TOUCHES = "touches", _("har samband med")


class AssignmentState(models.TextChoices):
    """Where a version of an assignment document stands."""

    DRAFT = "draft", _("utkast")
    DECIDED = "decided", _("beslutad")
    SUPERSEDED = "superseded", _("ersatt")


class Outcome(models.TextChoices):
    """What became of what was put to a body."""

    APPROVED = "approved", _("bifall")
    REJECTED = "rejected", _("avslag")
    RETURNED = "returned", _("återremiss")
    NOTED = "noted", _("noterat")


class ItemState(models.TextChoices):
    """Where an action that follows of a decision stands."""

    OPEN = "open", _("pågår")
    DONE = "done", _("klar")
    DROPPED = "dropped", _("avförd")


class SubjectKind(models.TextChoices):
    """What a decision is about."""

    REVISION = "revision", _("revidering av en plan")
    NEED = "need", _("utvecklingsbehov")
    GROUP = "group", _("grupp")
    REPORT = "report", _("rapport")
    PROPOSAL = "proposal", _("förslag om en grupp")
    INITIATIVE = "initiative", _("digitalt initiativ")
