"""``{% kept "timeline" mark year %}…{% endkept %}``: rendered once (:mod:`web.kept_parts`)."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString

from riktning.web.kept_parts import kept_part

register = template.Library()


class Kept(Node):
    """The part between the tags."""

    def __init__(self, nodes: NodeList, given: list[FilterExpression]) -> None:
        self.nodelist, self.given = nodes, given

    def render(self, context: template.Context) -> SafeString:
        """The part as it was rendered before, or as it is rendered now."""
        name, mark, *more = (each.resolve(context) for each in self.given)
        return kept_part(name, mark, tuple(more), lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """``{% kept name mark … %}``: a name of the part, its mark, and what else it depends on."""
    given = token.split_contents()[1:]
    if len(given) < 2:
        raise template.TemplateSyntaxError("kept takes a name and a mark")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes, [parser.compile_filter(each) for each in given])
