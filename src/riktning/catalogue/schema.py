"""Turns the keys of one file into a Definition, or says what is wrong with it."""

import re
from collections.abc import Mapping

from riktning.catalogue.checking import LARGEST, Parameter, Scope, months_of, type_of
from riktning.catalogue.faults import Place, fault, nearest
from riktning.catalogue.frames import BY_NAME, Frame, ValueType
from riktning.catalogue.model import (
    Axis,
    Definition,
    Kind,
    Polarity,
    Provenance,
    Term,
)  # fmt: skip
from riktning.catalogue.parser import parse
from riktning.catalogue.sections import MOST, Section
from riktning.catalogue.syntax import Had, InCodes, Name, walk

LEAST_SCALE = 1e-6
MOST_DAYS, MOST_MONTHS = 3660, 600  # no measure follows up or looks back longer
STATUSES = ("confirmed", "to be confirmed")
_ID = re.compile(r"[a-z][a-z0-9_]{2,60}")
_SUMS = (Kind.MEAN, Kind.INDEX)


def read_definition(section: Section, code_lists: frozenset[str], file: str) -> Definition:
    """The definition a file holds; CatalogueError at the first fault."""
    identity, place = _identity(section)
    frame = _frame(section)
    parameters = _parameters(section)
    terms = _Terms(section, frame, parameters, code_lists)
    kind = section.choice("kind", Kind)
    filter_ = terms.read("filter", (ValueType.BOOLEAN,))
    wanted = (ValueType.BOOLEAN,) if kind is Kind.PROPORTION else _COUNTABLE
    numerator = terms.need("numerator", wanted)
    denominator = _denominator(terms, kind)
    squares = _squares(terms, kind)
    axis = _axis(section, frame)
    polarity = section.choice("polarity", Polarity)
    definition = Definition(
        id=identity,
        code=section.text("code"),
        name=section.words("name"),
        says=section.words("says"),
        kind=kind,
        polarity=polarity,
        target_interval=_interval(section, polarity),
        unit=section.words("unit"),
        scale=_scale(section),
        decimals=section.whole("decimals", most=6),
        frame=frame.name,
        frame_options=_options(section, frame),
        axis=axis,
        parameters=parameters,
        filter=filter_,
        numerator=numerator,
        denominator=denominator,
        squares=squares,
        min_denominator=section.whole("min_denominator"),
        follow_up_days=section.whole("follow_up_days", most=MOST_DAYS),
        look_back_months=section.whole("look_back_months", most=MOST_MONTHS),
        protects_persons=section.flag("protects_persons"),
        provenance=_provenance(section.section("provenance")),
        version=section.whole("version", least=1),
        tables=_tables(frame, axis, [filter_, numerator, denominator, squares]),
        file=file,
    )
    section.finish()
    _look_back_suffices(definition, frame, place)
    return definition


_COUNTABLE = (ValueType.INTEGER, ValueType.NUMBER, ValueType.BOOLEAN)


class _Terms:
    def __init__(
        self,
        section: Section,
        frame: Frame,
        parameters: Mapping[str, Parameter],
        code_lists: frozenset[str],
    ) -> None:
        self.section = section
        self._frame = frame
        self._parameters = parameters
        self._code_lists = code_lists

    def need(self, key: str, allowed: tuple[ValueType, ...]) -> Term:
        text, place = self.section.expression(key)
        tree = parse(text, place)
        scope = Scope(self._frame, self._parameters, self._code_lists, place)
        found = type_of(tree, scope)
        if found not in allowed:
            wanted = " or ".join(allowed)
            raise fault(place, f"{key!r} yields a {found} value", f"let it yield a {wanted} value")
        return Term(" ".join(text.split()), tree)

    def read(self, key: str, allowed: tuple[ValueType, ...]) -> Term | None:
        return self.need(key, allowed) if self.section.has(key) else None


def _denominator(terms: _Terms, kind: Kind) -> Term | None:
    if kind is Kind.COUNT:
        if terms.section.has("denominator"):
            raise fault(
                terms.section.line("denominator"), "a count has no denominator", "remove the key"
            )
        return None
    return terms.need("denominator", _COUNTABLE)


def _squares(terms: _Terms, kind: Kind) -> Term | None:
    if kind in _SUMS:
        return terms.need("squares", _COUNTABLE)
    if terms.section.has("squares"):
        place = terms.section.line("squares")
        raise fault(place, f"a {kind} carries no squares", "remove the key")
    return None


def _identity(section: Section) -> tuple[str, Place]:
    place = section.line("id") if "id" in section.names() else section.place
    identity = section.text("id")
    if not _ID.fullmatch(identity):
        raise fault(place, f"{identity!r} cannot be an id", "use a–z, 0–9 and _, 3–61 signs")
    return identity, place


def _frame(section: Section) -> Frame:
    place = section.line("frame") if "frame" in section.names() else section.place
    name = section.text("frame")
    if name not in BY_NAME:
        raise fault(place, f"there is no frame {name!r}", nearest(name, BY_NAME))
    return BY_NAME[name]


def _axis(section: Section, frame: Frame) -> Axis:
    place = section.line("axis") if "axis" in section.names() else section.place
    axis = section.choice("axis", Axis)
    if axis not in frame.axes:
        what = f"frame {frame.name!r} has no axis {axis.value!r}"
        raise fault(place, what, nearest(axis, frame.axes))
    return axis


def _parameters(section: Section) -> dict[str, Parameter]:
    if not section.has("parameters"):
        return {}
    part = section.section("parameters")
    found: dict[str, Parameter] = {}
    for key in part.names():
        place = part.line(key)
        value = part.scalar(key)
        if not isinstance(value, int | float | str):
            raise fault(place, f"parameter {key!r} has the wrong type", "write a number or a text")
        if not isinstance(value, str) and not abs(value) <= LARGEST:
            raise fault(place, f"parameter {key!r} is too large", f"write at most {LARGEST}")
        found[key] = value
    return found


def _options(section: Section, frame: Frame) -> dict[str, int | tuple[str, ...]]:
    options = dict(frame.options)
    if not section.has("frame_options"):
        return options
    part = section.section("frame_options")
    for key in part.names():
        place = part.line(key)
        if key not in options:
            what = f"frame {frame.name!r} has no option {key!r}"
            raise fault(place, what, nearest(key, options))
        options[key] = _option(part, key, options[key])
    return options


def _option(part: Section, key: str, default: int | tuple[str, ...]) -> int | tuple[str, ...]:
    if isinstance(default, int):
        return part.whole(key, least=1, most=MOST_DAYS)
    place = part.line(key)
    if not part.is_list(key):
        raise fault(place, f"option {key!r} has the wrong type", "write a list such as [a, b]")
    values = part.scalars(key)
    if not values or not all(isinstance(value, str) for value in values):
        raise fault(place, f"option {key!r} must list texts", f"such as [{', '.join(default)}]")
    return tuple(str(value) for value in values)


def _interval(section: Section, polarity: Polarity) -> tuple[float | None, float | None] | None:
    if not section.has("target_interval"):
        if polarity is Polarity.TARGET_INTERVAL:
            raise fault(
                section.place, "polarity is target_interval without one",
                "add `target_interval: [low, high]`, null for an open end",
            )  # fmt: skip
        return None
    place = section.line("target_interval")
    ends = section.scalars("target_interval")
    numbers = [e for e in ends if isinstance(e, int | float) and not isinstance(e, bool)]
    nulls = sum(1 for end in ends if end is None)
    if len(ends) != 2 or len(numbers) + nulls != 2 or not numbers or sorted(numbers) != numbers:
        raise fault(
            place, "'target_interval' is no interval", "write [low, high], null for an open end"
        )
    low, high = (None if end is None else float(str(end)) for end in ends)
    return low, high


def _scale(section: Section) -> float:
    place = section.line("scale") if "scale" in section.names() else section.place
    scale = section.number("scale")
    if scale <= 0:
        raise fault(place, "'scale' must be above 0", "write 100 for percent, 1 for none")
    if not LEAST_SCALE <= scale <= MOST:
        remedy = f"write a number from {LEAST_SCALE:f} to {MOST}"
        raise fault(place, "'scale' is out of range", remedy)
    return scale


def _provenance(section: Section) -> Provenance:
    place = section.line("status") if "status" in section.names() else section.place
    status = section.text("status")
    if status not in STATUSES:
        raise fault(place, f"'provenance.status' cannot be {status!r}", nearest(status, STATUSES))
    to_confirm = section.words("to_confirm") if section.has("to_confirm") else None
    if (status == STATUSES[1]) != (to_confirm is not None):
        raise fault(
            place, "status and 'to_confirm' do not fit",
            "say in `to_confirm` what is to be confirmed when, and only when, something is",
        )  # fmt: skip
    references = tuple(str(reference) for reference in section.scalars("references"))
    provenance = Provenance(
        register=section.text("register"),
        national_id=section.text("national_id") if section.has("national_id") else None,
        references=references,
        author=section.text("author"),
        checked_by=section.text("checked_by") if section.has("checked_by") else None,
        next_review=section.day("next_review"),
        status=status,
        to_confirm=to_confirm,
    )
    section.finish()
    return provenance


def _tables(frame: Frame, axis: Axis, terms: list[Term | None]) -> tuple[str, ...]:
    """The frame's own tables, what the named columns need, and homes where they are the axis."""
    tables = {*frame.tables, "unit"} | ({"residence"} if axis is Axis.MUNICIPALITY else set())
    for term in terms:
        for node in walk(term.tree) if term else ():
            if isinstance(node, Name | InCodes):
                column = frame.column(node.name if isinstance(node, Name) else node.column)
                tables |= set(column.tables) if column else set()
            elif isinstance(node, Had):
                event = frame.event(node.event)
                tables |= {event.table} if event else set()
    return tuple(sorted(tables))


def _look_back_suffices(definition: Definition, frame: Frame, place: Place) -> None:
    """A window longer than the stated look-back would count months without data as empty."""
    windows = [value for value in definition.frame_options.values() if isinstance(value, int)]
    terms = (definition.filter, definition.numerator, definition.denominator, definition.squares)
    for term in terms:
        for node in walk(term.tree) if term else ():
            if isinstance(node, Had):
                months = months_of(node, definition.parameters)
                windows += [months] if isinstance(months, int) else []
    if windows and definition.look_back_months < max(windows):
        what = f"look_back_months is {definition.look_back_months}, the window {max(windows)}"
        raise fault(place, what, f"write `look_back_months: {max(windows)}`")
