"""Vega's SVG as a page needs it: nothing that says what holds anyway, tenths of a pixel at most.

A page has its charts twice, wide and narrow. What is taken away is a third of them.
"""

import re

_ROOT_FONT = 'font-family="Arial, Helvetica, sans-serif" font-size="12px"'
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-\d+)?")
_PLACES = re.compile(r' (?:transform|d|x|y|x2|y2|width|height)="[^"]*"')
_NEVER = re.compile(
    r' class="[^"]*"| pointer-events="none"| opacity="1"| font-weight="400"| (?:x2|y2)="0"'
    rf'| {re.escape(_ROOT_FONT)}| transform="translate\(0,0\)"'
)
_UNSEEN = re.compile(r'<path d=""[^>]*/>|<path d="M0,0h0v0h0Z"[^>]*/>|<path[^>]* display="none"/>')
_EMPTY = re.compile(r"<g[^>]*></g>")
_BARE = re.compile(r"<g>((?:(?!</?g[ >]).)*)</g>", re.DOTALL)
_DISC = re.compile(
    r'<path transform="translate\(([^,]+),([^)]+)\)" '
    r'd="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"([^>]*?)(/?)>'
)
_TOLD_DISC = re.compile(r"(<circle[^>]*>)<title>([^<]*)</title></path>")
_HIDDEN_FILL = re.compile(r' fill="[^"]*" stroke-width="[^"]*" opacity="0"')


def slimmed(svg: str) -> str:
    """The same picture in fewer bytes; what stands outside the root element is kept."""
    start = svg.index("<g")
    root, body = svg[:start], svg[start:]
    root = root.rstrip()
    body = _PLACES.sub(lambda found: _NUMBER.sub(_tenths, found[0]), body)
    body = _UNSEEN.sub("", _NEVER.sub("", body))
    body = _HIDDEN_FILL.sub(' opacity="0"', _discs(body))
    return _with_font(root) + _without_groups(body)


def _tenths(number: "re.Match[str]") -> str:
    short = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _discs(body: str) -> str:
    """Round marks as circles."""
    circles = _DISC.sub(r'<circle cx="\1" cy="\2" r="\3"\4\5>', body)
    return _TOLD_DISC.sub(r"\1<title>\2</title></circle>", circles)


def _without_groups(body: str) -> str:
    """Groups with nothing in them, or that say nothing of what is in them, are no groups."""
    while True:
        less = _BARE.sub(r"\1", _EMPTY.sub("", body))
        if less == body:
            return less
        body = less


def _with_font(root: str) -> str:
    return root.replace("<svg ", f"<svg {_ROOT_FONT} ", 1)
