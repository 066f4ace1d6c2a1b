"""Which needs a reader may find by their words."""

from django.db.models import QuerySet

from riktning.apps.needs.models import Need
from riktning.apps.needs.steps import Standing
from riktning.apps.organisation.rights import Action, Actor, may_somewhere


def needs_to_find(actor: Actor) -> QuerySet[Need]:
    """What the list of phases shows; those at work find what was refused, too."""
    if may_somewhere(actor, Action.READ_INTERNAL):
        return Need.objects.all()
    return Need.objects.exclude(standing=Standing.REFUSED)
