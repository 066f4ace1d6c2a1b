"""What each heading is a heading of, where the reader could not say."""

from collections.abc import Sequence
from dataclasses import replace

from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Role, Row
from riktning.documents.reading.genre import (
    Section,
    long_header,
    meant_by,
    named_area,
    named_sub_area,
    period_heading,
    section_heading,
    wide_header,
    without_number,
)


def with_roles(elements: Sequence[Element]) -> list[Element]:
    """Every heading with a role, except those that stand over nothing in the plan."""
    known = [_by_words(element) for element in elements]
    opening = [i for i, e in enumerate(known) if _unknown(e) and _opens(known, i)]
    top = min((_level(known[i]) for i in opening if _level(known[i])), default=0)
    found: list[Element] = []
    seen: set[Section] = set()
    current: Section | None = None
    opened = False
    for index, given in enumerate(known):
        element = given
        if isinstance(given, Heading) and given.role is Role.UNKNOWN:
            element = replace(given, role=_role(known, index, top, current, seen, opened=opened))
        if isinstance(element, Heading) and element.role is Role.AREA:
            seen, current, opened = set(), None, True
        section = _section_of(element)
        if section is not None:
            seen.add(section)
            current = section
        found.append(element)
    return found


def _by_words(element: Element) -> Element:
    if not isinstance(element, Heading) or element.role is not Role.UNKNOWN:
        return element
    if period_heading(element.text):
        return replace(element, role=Role.PERIOD)
    if section_heading(element.text):
        return replace(element, role=Role.SECTION)
    area, sub_area = named_area(element.text), named_sub_area(element.text)
    if area:
        return replace(element, text=area, role=Role.AREA)
    if sub_area:
        return replace(element, text=sub_area, role=Role.SUB_AREA)
    return replace(element, text=without_number(element.text))


def _unknown(element: Element) -> bool:
    return isinstance(element, Heading) and element.role is Role.UNKNOWN


def _level(element: Element) -> int:
    return element.level if isinstance(element, Heading) else 0


def _opens(elements: Sequence[Element], index: int) -> bool:
    """True when a part of the plan is the next structure below this heading."""
    return _next_section(elements, index) is not None


def _next_section(elements: Sequence[Element], index: int) -> Section | None:
    for later in range(index + 1, len(elements)):
        element = elements[later]
        if isinstance(element, Item | Doubt):
            continue
        if isinstance(element, Heading) and element.role in (Role.SUB_AREA, Role.PERIOD):
            continue
        return _section_of(element)
    return None


def _section_of(element: Element) -> Section | None:
    if isinstance(element, Heading) and element.role is Role.SECTION:
        heading = section_heading(element.text)
        return heading.section if heading else None
    if isinstance(element, Row):
        if wide_header(element.cells):
            return Section.GOALS
        columns = long_header(element.cells)
        if columns:
            return meant_by(columns)
    return None


def _role(
    elements: Sequence[Element],
    index: int,
    top: int,
    current: Section | None,
    seen: set[Section],
    *,
    opened: bool,
) -> Role:
    heading = elements[index]
    following = _next_section(elements, index)
    level = _level(heading)
    if opened and level > top:
        return Role.SUB_AREA
    if current is Section.ACTIVITIES and not level and following not in seen:
        return Role.SUB_AREA
    if current is Section.ACTIVITIES and following is None:
        return Role.SUB_AREA
    if following is None and current is Section.GOALS:
        return Role.SUB_AREA
    return Role.AREA if following is not None else Role.UNKNOWN
