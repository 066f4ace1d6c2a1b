"""Parts of pages that are rendered once: what they show is wholly said by their key.

``{% kept "timeline" mark year %}…{% endkept %}`` renders what is between for the first who asks in
each language, and gives the same text to those who come after. ``mark`` says in which state what is
shown stands, and never comes again for another (:func:`riktning.web.marks.mark_of`); without one
the part is rendered every time. Nothing within may depend on who reads.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from riktning.core.memory import Memory

register = template.Library()
MOST = 24_000_000  # characters in a process: some hundred pages
MEMORY = Memory(MOST)


class Kept(Node):
    """The part between the tags."""

    def __init__(self, nodes: NodeList, given: list[FilterExpression]) -> None:
        self.nodelist, self.given = nodes, given

    def render(self, context: template.Context) -> SafeString:
        """The part as it was rendered before, or as it is rendered now."""
        name, mark, *more = (each.resolve(context) for each in self.given)
        if not mark:
            return self.nodelist.render(context)
        key = (name, mark, tuple(more), get_language())
        found = MEMORY.find(key, str)
        if found is None:
            found = self.nodelist.render(context)
            MEMORY.keep(key, found, len(found))
        return mark_safe(found)  # noqa: S308 - rendered by a template, which escapes


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """``{% kept name mark … %}``: a name of the part, its mark, and what else it depends on."""
    given = token.split_contents()[1:]
    if len(given) < 2:
        raise template.TemplateSyntaxError("kept takes a name and a mark")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes, [parser.compile_filter(each) for each in given])


def forget(**_sent: Any) -> None:
    """Render everything anew: for tests."""
    MEMORY.forget()
