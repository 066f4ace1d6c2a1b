"""What a report is made of before anything is written: its sections and what each is offered."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Words
from riktning.documents.manuscript.model import ManuscriptKind


class Scope(StrEnum):
    """What has to be chosen before a report can be made."""

    REGION = "region"
    AREA = "area"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section: what its writer is told, how long it may be, and which evidence it is offered.

    ``words`` is the budget; ``kinds`` are the kinds of evidence on offer; ``inserted`` are the keys
    of what is put in from the start, with ``{area}`` and ``{unit}`` to be filled in, and ``if_any``
    those that are put into a report that nobody writes, where there is anything. ``area`` is
    the address of the area that the section is about, empty for all; ``each`` tells, until the
    template is laid out for a plan, that there is one such section an area. What is not
    ``on_slides`` is left to the report when slides are made of it.
    """

    key: str
    heading: Words
    level: int
    guidance: Words
    words: int = 0
    kinds: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()
    if_any: tuple[str, ...] = ()
    area: str = ""
    each: bool = False
    on_slides: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report; ``sections`` are flat and in reading order.

    ``title`` and ``subtitle`` may hold {year}, {tertial}, {plan}, {area} and {unit}; ``public``
    tells that everybody may read what is approved; ``most_pages`` is a promise, 0 for none given.
    """

    key: str
    version: int
    name: Words
    purpose: Words
    title: Words
    subtitle: Words
    kind: ManuscriptKind
    scope: Scope
    sections: tuple[TemplateSection, ...]
    public: bool = False
    most_pages: int = 0
