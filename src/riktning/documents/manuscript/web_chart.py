"""A chart in a page: the same picture in the page's colours, named for those who cannot see it."""

import re
from dataclasses import fields
from html import escape
from xml.sax.saxutils import quoteattr

from riktning.documents.charts import PAGE, PAPER, Theme
from riktning.documents.charts.render import named_svg

_COLOURS = {
    getattr(PAPER, field.name): getattr(PAGE, field.name)
    for field in fields(Theme)
    if str(getattr(PAPER, field.name)).startswith("#")
}
_PAINT = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')


def web_figure(svg: str, *, alt: str, caption: str, key: str) -> str:
    """An HTML figure that holds the picture; colours follow the page, also when it is dark."""
    picture = named_svg(svg, name=caption, description=alt, key=key)
    painted = _PAINT.sub(lambda part: f'{part[1]}="{_COLOURS.get(part[2], part[2])}"', picture)
    label = quoteattr(caption)
    held = f'<div class="scroll" role="region" tabindex="0" aria-label={label}>{painted}</div>'
    return f"<figure>{held}<figcaption>{escape(caption)}</figcaption></figure>"
