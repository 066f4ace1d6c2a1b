"""Proposals to form, change or close a group, what others think of them and what came of them."""

from django.db import models
from django.db.models import Q

from riktning.apps.governance.courses import NEEDS_REASON, Standing
from riktning.apps.governance.models.groups import ID_LENGTH, NAME_LENGTH, Group
from riktning.apps.governance.models.papers import Decision
from riktning.apps.governance.proposal_course import ProposalKind, Stance, Step

OPEN = (Standing.ACTIVE, Standing.PAUSED)


class Proposal(models.Model):
    """That a group is to be formed, changed or closed; once it is put to its body it stays as it
    is, and its step and standing go only the ways of its course (``triggers``)."""

    kind = models.CharField("vad", max_length=20, choices=ProposalKind)
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="grupp",
        help_text="Den som ändras eller avslutas.",
    )
    body = models.ForeignKey(
        Group, models.PROTECT, related_name="to_decide", verbose_name="organ som beslutar"
    )
    day = models.DateField("från och med, eller sista dag")
    reason = models.TextField("skäl")
    consequences = models.TextField("konsekvenser", blank=True)
    details = models.JSONField("vad gruppen blir, eller vem som tar över", default=dict)
    texts = models.JSONField("uppdragshandlingens texter", default=dict, blank=True)
    step = models.CharField("steg", max_length=20, choices=Step, default=Step.PROPOSED)
    standing = models.CharField("läge", max_length=20, choices=Standing, default=Standing.ACTIVE)
    edit = models.PositiveIntegerField("ändring", default=0, help_text="Räknas upp vid sparning.")
    proposed_at = models.DateTimeField("föreslaget", auto_now_add=True)
    proposed_by = models.CharField("föreslaget av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "förslag om en grupp"
        verbose_name_plural = "förslag om grupper"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ProposalKind.FORM, group__isnull=True)
                | Q(kind__in=(ProposalKind.CHANGE, ProposalKind.CLOSE), group__isnull=False),
                name="proposal_is_about_a_group",
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="proposal_step_known"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="proposal_standing_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.CLOSED) | Q(step=Step.EFFECT),
                name="proposal_is_closed_in_effect",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(proposed_by=""), name="proposal_says_why_and_by_whom"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(standing__in=OPEN), name="proposal_once_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Opinion(models.Model):
    """What a group, an administration or a role thinks of a proposal; append-only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="opinions")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="grupp"
    )
    unit_id = models.CharField("förvaltning", max_length=ID_LENGTH, blank=True)
    role = models.CharField("roll", max_length=NAME_LENGTH, blank=True)
    stance = models.CharField("hållning", max_length=20, choices=Stance)
    text = models.TextField("yttrande")
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "yttrande om ett förslag"
        verbose_name_plural = "yttranden om förslag"
        ordering = ["proposal", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | ~Q(unit_id="") | ~Q(role=""),
                name="opinion_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=Stance.values), name="opinion_stance_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(actor=""), name="opinion_says_what_and_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.stance}"


class ProposalMove(models.Model):
    """A move of a proposal: from where, to where, by whom and why; append-only."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="moves")
    at = models.DateTimeField("när")
    act = models.CharField("vad", max_length=20)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    before = models.CharField("steg före", max_length=20, choices=Step)
    step = models.CharField("steg", max_length=20, choices=Step)
    standing = models.CharField("läge", max_length=20, choices=Standing)
    reason = models.TextField("skäl", blank=True)

    class Meta:
        verbose_name = "förslags förflyttning"
        verbose_name_plural = "förslags förflyttningar"
        ordering = ["proposal", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=sorted(act.value for act in NEEDS_REASON)) | ~Q(reason=""),
                name="proposal_move_says_why",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="proposal_move_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.act}"


class CarriedOut(models.Model):
    """What a decided proposal did to the groups, by which decision; append-only."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="carried_out")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="grupp")
    done = models.JSONField("vad som gjordes", default=list)
    at = models.DateTimeField("när", auto_now_add=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "verkställt förslag"
        verbose_name_plural = "verkställda förslag"
        constraints = [
            models.CheckConstraint(condition=~Q(actor=""), name="carried_out_says_by_whom")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} carried out"
