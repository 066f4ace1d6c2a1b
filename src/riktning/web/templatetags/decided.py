"""What bodies have decided about the thing that a page shows."""

from typing import Any

from django import template

from riktning.apps.governance.kinds import SubjectKind
from riktning.apps.governance.register import decisions_about
from riktning.apps.meetings.rights import told_decisions
from riktning.web.access import acting

register = template.Library()


@register.inclusion_tag("components/decided.html", takes_context=True)
def decided(context: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    """The decisions about it that the reader is told of, with a way to the register. One query."""
    told = told_decisions(acting(context["request"]))
    return {"decisions": decisions_about(SubjectKind(kind), key, told)}
