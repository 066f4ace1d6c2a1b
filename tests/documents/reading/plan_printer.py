"""Prints a plan as a PDF's extracted text looks: the reader's adversary, written apart from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riktning.documents.draft import DraftArea, DraftPlan, DraftSubArea


@dataclass(frozen=True)
class Layout:
    """How a document is set: column widths in characters, lines a page, words for headings."""

    names: int = 22
    goals: int = 30
    page: int = 110
    lines_a_page: int = 10_000
    hyphenate: bool = False
    trailing_spaces: bool = True
    form_feeds: bool = False
    header_on_every_page: bool = False
    sub_area_word: str = "Delområde"
    goal_word: str = "Effektmål"
    activities_word: str = "Planerade aktiviteter"
    indicators_word: str = "Indikatorer"
    bullet: str = "• "
    order: str = "GAI"
    measure: Callable[[str], int] = len


def wrap(text: str, width: int, layout: Layout) -> list[str]:
    """Break a text over lines; a break leaves a trailing space, a hyphen none."""
    space = " " if layout.trailing_spaces else ""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        while rest:
            candidate = f"{line} {rest}".strip()
            if layout.measure(candidate) <= width or not line:
                line, rest = candidate, ""
            elif layout.hyphenate and len(rest) > 9 and "-" not in rest:
                head = f"{line} {rest[:5]}-"
                if layout.measure(head) <= width:
                    lines.append(head)
                    line, rest = rest[5:], ""
                else:
                    lines.append(line + space)
                    line = ""
            else:
                lines.append(line + space)
                line = ""
    return [*lines, line]


def table_blocks(area: DraftArea, layout: Layout) -> list[list[str]]:
    """The cells of a table, row by row, as blocks of lines."""
    found = []
    for sub_area in area.sub_areas:
        for row in range(1, 1 + max(goal.row for goal in sub_area.goals)):
            if layout.sub_area_word:
                found.append(wrap(sub_area.name, layout.names, layout))
            texts = {g.period: g.text for g in sub_area.goals if g.row == row}
            found += [wrap(texts[p], layout.goals, layout) for p in area.periods]
    return found


def header(area: DraftArea, layout: Layout) -> str:
    columns = [p if p.startswith("Vision") else f"{layout.goal_word} {p}" for p in area.periods]
    return " ".join(filter(None, (layout.sub_area_word, *columns)))


def print_plan(plan: DraftPlan, layout: Layout) -> str:
    """The whole plan; a page's first line has one leading space and no blank line before it."""
    out: list[str] = []
    for area in plan.areas:
        blocks: list[list[str]] = []
        for part in layout.order:
            if part == "G":
                blocks += [[header(area, layout)], *table_blocks(area, layout)]
            elif part == "A":
                blocks += activity_blocks(area, layout)
            else:
                blocks += indicator_blocks(area, layout)
        new_page(out, layout)
        put(out, [area.name], layout)
        for block in blocks:
            out.append("")
            put_block(out, block, area, layout)
    return "\n".join(out) + "\n"


def activity_blocks(area: DraftArea, layout: Layout) -> list[list[str]]:
    blocks: list[list[str]] = []
    above: tuple[str, str | None] = ("", None)
    heading = [layout.activities_word]
    for activity in area.activities:
        lines = wrap(activity.text, layout.page, layout)
        if activity.period != above[0]:
            blocks.append([*heading, activity.period])
            heading = []
            above = (activity.period, None)
        if activity.sub_area != above[1] and activity.sub_area:
            lines = [*wrap(activity.sub_area, layout.page, layout), *lines]
        above = (activity.period, activity.sub_area)
        blocks.append(lines)
    return blocks


def indicator_blocks(area: DraftArea, layout: Layout) -> list[list[str]]:
    bullets = [wrap(layout.bullet + i.text, layout.page, layout) for i in area.indicators]
    if bullets:
        bullets[0].insert(0, layout.indicators_word)
    return bullets


def put_block(out: list[str], block: Sequence[str], area: DraftArea, layout: Layout) -> None:
    """A block moves to the next page whole, as rows that may not break do."""
    used = len(out) - page_begin(out)
    if used + len(block) > layout.lines_a_page and used > 3:
        new_page(out, layout)
        if layout.header_on_every_page and layout.order[0] == "G":
            pass
    put(out, block, layout)


def put(out: list[str], lines: Sequence[str], layout: Layout) -> None:
    first = out and out[-1] is PAGE
    if first:
        out.pop()
        mark = "\f" if layout.form_feeds else " "
        lines = [mark + lines[0], *lines[1:]]
    out.extend(lines)


PAGE = "\x00page"


def new_page(out: list[str], layout: Layout) -> None:
    while out and not out[-1].strip():
        out.pop()
    if out:
        out.append(PAGE)


def page_begin(out: Sequence[str]) -> int:
    starts = [i for i, line in enumerate(out) if line[:1] in (" ", "\f")]
    return starts[-1] if starts else 0


def sub_area(name: str, *rows: Sequence[str], periods: Sequence[str]) -> DraftSubArea:
    from riktning.documents.draft import DraftGoal

    goals = [
        DraftGoal(period, number, text)
        for number, row in enumerate(rows, 1)
        for period, text in zip(periods, row, strict=True)
    ]
    return DraftSubArea(name, goals)
