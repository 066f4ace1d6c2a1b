"""Which joint needs are to change what a page shows."""

from django import template

from riktning.apps.needs.introducing import needs_aiming_at
from riktning.apps.needs.models import Need

register = template.Library()


@register.simple_tag
def needs_of_item(item: int) -> list[Need]:
    """The needs that are linked to the goal or indicator."""
    return needs_aiming_at([item])
