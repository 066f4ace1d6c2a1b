"""What bodies have decided about the thing that a page shows."""

from typing import Any

from django import template

from riktning.apps.governance.kinds import SubjectKind
from riktning.apps.governance.models import Decision
from riktning.apps.governance.register import decisions_about, decisions_about_each
from riktning.apps.meetings.rights import told_decisions
from riktning.web.access import acting

register = template.Library()


@register.inclusion_tag("components/decided.html", takes_context=True)
def decided(context: dict[str, Any], kind: str, key: str) -> dict[str, Any]:
    """The decisions about it that the reader is told of, with a way to the register. One query."""
    told = told_decisions(acting(context["request"]))
    return {"decisions": decisions_about(SubjectKind(kind), key, told)}


@register.simple_tag(takes_context=True)
def decided_each(context: dict[str, Any], kind: str) -> dict[str, list[Decision]]:
    """The decisions that the reader is told of, by what they are about. One query."""
    told = told_decisions(acting(context["request"]))
    return decisions_about_each(SubjectKind(kind), told)


@register.inclusion_tag("components/decided_line.html")
def decided_line(found: dict[str, list[Decision]], number: int, before: str = "") -> dict[str, Any]:
    """Those about one of them, on a line of a list; ``before`` begins its key."""
    return {"decisions": found.get(f"{before}{number}", [])}
