"""Text extracted from a PDF: find the areas and their parts, and read each part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riktning.documents.reading.elements import Doubt, Element, Heading, Role, Row
from riktning.documents.reading.flow import Flow, chunks, page_width
from riktning.documents.reading.genre import (
    BULLET,
    Header,
    Section,
    named_area,
    named_sub_area,
    period_heading,
    section_heading,
    table_header,
)
from riktning.documents.reading.joining import Joiner
from riktning.documents.reading.lines import Line, place, read_lines, without_stamps
from riktning.documents.reading.text_table import read_table

HEADER_LINES = 12
LONGEST_AREA_NAME = 90


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a part of an area begins: ``start`` its heading, ``body`` the line after it."""

    section: Section
    start: int
    body: int
    header: Header | None = None


@dataclass(frozen=True, slots=True)
class _Area:
    """An area: the lines of its name, its parts with their ends, and what lies between."""

    name: tuple[int, int] | None
    intro: tuple[int, int]
    parts: tuple[tuple[_Part, int], ...]


def read_text(text: str) -> list[Element]:
    """The elements of a plan in extracted text."""
    lines, doubts = without_stamps(read_lines(text))
    return [*doubts, *read_plan_lines(lines)]


def read_plan_lines(lines: Sequence[Line]) -> list[Element]:
    """The elements of a plan in lines that know their page."""
    joiner = Joiner.of(line.text for line in lines)
    full = page_width(lines)
    areas = _areas(lines, _parts(lines), full)
    elements: list[Element] = []
    first = len(lines)
    if areas:
        first = areas[0].name[0] if areas[0].name else areas[0].intro[0]
    elements += _aside(lines[:first], joiner)
    tables = 0
    for area in areas:
        elements += _area_elements(lines, area, joiner, full, tables)
        tables += len(area.parts)
    return [*elements, *_hyphen_doubts(joiner)]


def _parts(lines: Sequence[Line]) -> list[_Part]:
    """Every heading of a part, in order; a table's header may take several lines."""
    found: list[_Part] = []
    index = 0
    while index < len(lines):
        part = _part_at(lines, index)
        if part is not None:
            found.append(part)
            index = part.body
        else:
            index += 1
    return found


def _part_at(lines: Sequence[Line], index: int) -> _Part | None:
    if lines[index].blank:
        return None
    table = _header_at(lines, index)
    if table is not None:
        return _Part(Section.GOALS, index, table[1], table[0])
    if index and not lines[index - 1].blank and not lines[index].page_start:
        return None
    heading = section_heading(lines[index].text)
    if heading is None and named_sub_area(lines[index].text):
        rest = (lines[later] for later in range(index + 1, len(lines)))
        following = next((line.text for line in rest if not line.blank), "")
        heading = section_heading(following)
        if heading is not None and heading.section is not Section.GOALS:
            heading = None
    return _Part(heading.section, index, index + 1) if heading else None


def _header_at(lines: Sequence[Line], index: int) -> tuple[Header, int] | None:
    """The longest run of lines from ``index`` that reads as a table's header."""
    best = None
    text: list[str] = []
    for end in range(index, min(index + 2 * HEADER_LINES, len(lines))):
        if lines[end].blank:
            continue
        text.append(lines[end].text)
        if len(text) > HEADER_LINES or sum(map(len, text)) > 400:
            break
        header = table_header(" ".join(text))
        if header is not None and header.columns > 1:
            best = header, end + 1
    return best


def _areas(lines: Sequence[Line], parts: Sequence[_Part], full: float) -> list[_Area]:
    """Group parts: an area begins where a kind of part comes again, under a heading."""
    groups: list[list[_Part]] = []
    names: list[tuple[int, int] | None] = []
    for index, part in enumerate(parts):
        low = parts[index - 1].body if index else 0
        name = _name_before(lines, low, part, full)
        if not groups or _opens_area(groups[-1], part, name, lines):
            groups.append([])
            names.append(name)
        groups[-1].append(part)
    starts = [
        name[0] if name else group[0].start for name, group in zip(names, groups, strict=True)
    ]
    ends = [*starts, len(lines)][1:]
    return [
        _Area(name, _intro(name, group), _with_ends(group, end))
        for name, group, end in zip(names, groups, ends, strict=True)
    ]


def _intro(name: tuple[int, int] | None, group: Sequence[_Part]) -> tuple[int, int]:
    return (name[1] if name else group[0].start, group[0].start)


def _with_ends(group: Sequence[_Part], end: int) -> tuple[tuple[_Part, int], ...]:
    ends = [part.start for part in group[1:]] + [end]
    return tuple(zip(group, ends, strict=True))


def _opens_area(
    group: Sequence[_Part], part: _Part, name: tuple[int, int] | None, lines: Sequence[Line]
) -> bool:
    seen = {other.section for other in group}
    if part.section not in seen:
        return name is not None and named_area(lines[name[0]].text) is not None
    if part.section is not group[-1].section:
        return True
    close = name is not None and all(line.blank for line in lines[name[1] : part.start])
    return part.header is not None and close and not lines[part.start].page_start


def _name_before(
    lines: Sequence[Line], low: int, part: _Part, full: float
) -> tuple[int, int] | None:
    """The heading-like line nearest above a part: short, capital first, no full stop."""
    candidates = []
    for chunk in chunks(lines[low : part.start], full):
        position = chunk.lines[0].number - lines[0].number
        if chunk.index == 0 and _like_a_name(chunk.text):
            candidates.append((position, position + len(chunk.lines)))
    return candidates[-1] if candidates else None


def _like_a_name(text: str) -> bool:
    return (
        len(text) <= LONGEST_AREA_NAME
        and text[:1].isupper()
        and not text.endswith((".", "!", "?", ":", ";", ","))
        and not BULLET.match(text)
        and not period_heading(text)
        and not section_heading(text)
    )


def _area_elements(
    lines: Sequence[Line], area: _Area, joiner: Joiner, full: float, tables: int
) -> Iterable[Element]:
    yield from _area_heading(lines, area, joiner)
    yield from _aside(lines[area.intro[0] : area.intro[1]], joiner)
    read: dict[int, list[Element]] = {}
    names: list[str] = []
    for part, body in _merged_tables(lines, area.parts):
        if part.header is not None:
            read[part.start], found = read_table(body, part.header, joiner, tables + part.start)
            names += found
    for part, end in area.parts:
        if part.header is not None:
            if part.start in read:
                yield Heading("Effektmål", place([lines[part.start]]), Role.SECTION)
                yield _header_row(part.header, lines[part.start], tables + part.start)
                yield from read[part.start]
            continue
        yield _part_heading(lines[part.start])
        yield from Flow(joiner, full, names).read(lines[part.body : end])


def _part_heading(line: Line) -> Heading:
    name = named_sub_area(line.text)
    role = Role.SUB_AREA if name else Role.SECTION
    return Heading(name or line.text, place([line]), role)


def _merged_tables(
    lines: Sequence[Line], parts: Sequence[tuple[_Part, int]]
) -> list[tuple[_Part, list[Line]]]:
    """Tables with their bodies; a header repeated on a new page does not begin a new table."""
    found: list[tuple[_Part, list[Line]]] = []
    for part, end in parts:
        if part.header is None:
            continue
        body = list(lines[part.body : end])
        if found and found[-1][0].header == part.header:
            found[-1][1].extend(body)
        else:
            found.append((part, body))
    return found


def _header_row(header: Header, line: Line, table: int) -> Row:
    cells = (("Delområde",) if header.named else ()) + header.periods
    return Row(cells, place([line]), table)


def _area_heading(lines: Sequence[Line], area: _Area, joiner: Joiner) -> Iterable[Element]:
    if area.name is None:
        first = area.parts[0][0].start
        yield Heading("", place([lines[first]]), Role.AREA)
        return
    named = lines[area.name[0] : area.name[1]]
    text = joiner.join([(line.text, line.soft) for line in named])
    yield Heading(named_area(text) or text, place(named), Role.AREA)


def _aside(lines: Sequence[Line], joiner: Joiner) -> Iterable[Doubt]:
    filled = [line for line in lines if not line.blank]
    if filled:
        text = joiner.join([(line.text, line.soft) for line in filled], filled[0].number)
        problem = "Inledande text; inte läst som mål, aktivitet eller indikator"
        yield Doubt(place(filled), problem, text)


def _hyphen_doubts(joiner: Joiner) -> Iterable[Doubt]:
    for word, number in sorted(joiner.undecided.items(), key=lambda pair: pair[1]):
        problem = "Ordet är avstavat vid radslut och har satts ihop; ska det ha bindestreck?"
        yield Doubt(f"rad {number}", problem, word)
