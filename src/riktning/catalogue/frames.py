"""The frames, declared as data: what one row is, and the columns an expression may name.

Every frame also has the four grid columns (unit, month, sex, age group), which the engine adds.
``indicators.frames`` builds each one; a test holds the two together.
"""

from riktning.catalogue.event_frames import PERSON_EVENTS, UNIT_EVENTS
from riktning.catalogue.frame_types import Frame, FrameColumn, FrameEvent, ValueType
from riktning.catalogue.model import Definition
from riktning.catalogue.stock_frames import PERSON_STATES, UNIT_STATES

FRAMES: tuple[Frame, ...] = (*PERSON_EVENTS, *PERSON_STATES, *UNIT_EVENTS, *UNIT_STATES)
BY_NAME: dict[str, Frame] = {frame.name: frame for frame in FRAMES}


def frames_of(definition: Definition) -> tuple[Frame, ...]:
    """The frame of the rows, and the population's where the denominator is counted on another."""
    names = (definition.frame, *((definition.population.frame,) if definition.population else ()))
    return tuple(BY_NAME[name] for name in names)


def by_sex_and_age(definition: Definition) -> bool:
    """Whether both numerator and denominator know the sex and age of those they count."""
    return all(frame.persons for frame in frames_of(definition))


__all__ = [
    "BY_NAME", "FRAMES", "Frame", "FrameColumn", "FrameEvent", "ValueType", "by_sex_and_age",
    "frames_of",
]  # fmt: skip
