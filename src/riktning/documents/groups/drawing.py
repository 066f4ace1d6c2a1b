"""The network of groups as SVG: the leading to the left, each step of reporting a column.

No style of its own: the classes are the page's, which works in print, greyscale and the dark.
"""

from collections import defaultdict
from html import escape
from statistics import fmean

from riktning.documents.groups.network import Network, Node, Tie, TieKind

WIDTH, HEIGHT = 300, 34  # of a box
ACROSS, DOWN = 96, 10  # between columns, between rows
MARGIN = 12
LONGEST = 34  # letters of a name in a box; the whole name stands in its title
TITLES = {
    "sv": "Nätet av grupper: heldragna linjer är rapportering, streckade eskalering, "
    "prickade gemensamma ledamöter. Tabellen nedanför säger samma sak.",
    "en": "The network of groups: whole lines are reporting, dashed ones escalation, "
    "dotted ones members in common. The table below says the same.",
}
MOST_SHARED = 300  # ties of shared members that are drawn; more than so hide the rest
_SWEEPS = 4
_BESIDE = {TieKind.REPORTS: -5, TieKind.ESCALATES: 5, TieKind.SHARES: 0}


def drawing(network: Network, language: str) -> str:
    """An ``<svg>`` element; nothing at all of a network without groups."""
    if not network.nodes:
        return ""
    shown = network.ties
    if sum(tie.kind is TieKind.SHARES for tie in shown) > MOST_SHARED:
        shown = tuple(tie for tie in shown if tie.kind is not TieKind.SHARES)
    places = _places(Network(network.nodes, shown))
    right = max(x for x, _ in places.values()) + WIDTH + ACROSS // 2
    bottom = max(y for _, y in places.values()) + HEIGHT
    head = (
        f'<svg class="network" viewBox="0 0 {right + MARGIN} {bottom + MARGIN}" '
        f'width="{right + MARGIN}" height="{bottom + MARGIN}" role="img" '
        f'aria-label="{escape(TITLES[language])}">'
    )
    parts = [
        head,
        _ARROW,
        *(_line(tie, places) for tie in sorted(shown, key=_order)),
        *(_box(node, places[node.code]) for node in network.nodes),
        "</svg>",
    ]
    return "".join(parts)


_ARROW = (
    '<defs><marker id="pil" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
    'markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 10 5 0 10z"/>'
    "</marker></defs>"
)


def _order(tie: Tie) -> tuple[int, str, str]:
    return -list(TieKind).index(tie.kind), tie.source, tie.target


def _places(network: Network) -> dict[str, tuple[int, int]]:
    """Columns by the steps to the top; within one, each near those it is tied to
    (the barycentre heuristic, Sugiyama, Tagawa and Toda 1981, doi:10.1109/TSMC.1981.4308636)."""
    layers = network.layers()
    columns: dict[int, list[str]] = defaultdict(list)
    for node in sorted(network.nodes, key=lambda node: (node.process, node.name, node.code)):
        columns[layers[node.code]].append(node.code)
    near: dict[str, list[str]] = defaultdict(list)
    for tie in network.ties:
        near[tie.source].append(tie.target)
        near[tie.target].append(tie.source)
    rows = {code: float(at) for column in columns.values() for at, code in enumerate(column)}
    for _ in range(_SWEEPS):
        for _depth, column in sorted(columns.items()):
            wanted = {
                code: fmean(rows[other] for other in near[code]) if near[code] else rows[code]
                for code in column
            }
            column.sort(key=lambda code: (wanted[code], code))
            rows |= {code: float(at) for at, code in enumerate(column)}
    return {
        code: (MARGIN + at * (WIDTH + ACROSS), MARGIN + place * (HEIGHT + DOWN))
        for at, (_depth, column) in enumerate(sorted(columns.items()))
        for place, code in enumerate(column)
    }


def _line(tie: Tie, places: dict[str, tuple[int, int]]) -> str:
    (x1, y1), (x2, y2) = places[tie.source], places[tie.target]
    beside = _BESIDE[tie.kind]  # so that two ties between the same groups are both seen
    y1, y2 = y1 + HEIGHT // 2 + beside, y2 + HEIGHT // 2 + beside
    head = "" if tie.kind is TieKind.SHARES else ' marker-end="url(#pil)"'
    if x1 == x2:  # in one column: round by the right
        edge = x1 + WIDTH
        curve = f"M{edge} {y1}C{edge + 44} {y1} {edge + 44} {y2} {edge} {y2}"
    elif x1 > x2:
        start, end = x1, x2 + WIDTH
        middle = (start + end) // 2
        curve = f"M{start} {y1}C{middle} {y1} {middle} {y2} {end} {y2}"
    else:
        start, end = x1 + WIDTH, x2
        middle = (start + end) // 2
        curve = f"M{start} {y1}C{middle} {y1} {middle} {y2} {end} {y2}"
    return f'<path class="tie {tie.kind.value}" d="{curve}"{head}/>'


def _box(node: Node, place: tuple[int, int]) -> str:
    x, y = place
    short = node.name if len(node.name) <= LONGEST else f"{node.name[: LONGEST - 1].rstrip()}…"
    return (
        f'<g class="node {escape(node.process)}"><title>{escape(node.name)}</title>'
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>'
        f'<text x="{x + 10}" y="{y + 22}">{escape(short)}</text></g>'
    )
