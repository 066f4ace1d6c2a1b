"""Reads the templates from their files and lays them out for a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from riktning.apps.reports.templates.template import Scope, Template, TemplateSection
from riktning.catalogue.model import Words
from riktning.core.errors import RiktningError

FOLDER = Path(__file__).parent
ORDER = ("yearly", "tertial", "area", "administration", "board", "public")
BETWEEN = "--"  # a section's key and the area that it is about
_FIELDS = {
    "key", "heading", "level", "guidance", "words", "offers", "inserts", "if_any", "each", "slides",
}  # fmt: skip


@cache
def templates() -> tuple[Template, ...]:
    """Every template there is, the yearly one first."""
    return tuple(read_template(FOLDER / f"{key}.yaml") for key in ORDER)


def template(key: str) -> Template:
    """The template with the key; RiktningError when there is none."""
    found = next((each for each in templates() if each.key == key), None)
    if found is None:
        known = ", ".join(each.key for each in templates())
        raise RiktningError(f"there is no report template {key!r}", remedy=f"choose among {known}")
    return found


def read_template(file: Path) -> Template:
    """A template from its file; RiktningError saying which part of it is wrong."""
    try:
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Template(
            key=content["key"],
            version=int(content["version"]),
            name=_words(content["name"]),
            purpose=_words(content["purpose"]),
            title=_words(content["title"]),
            subtitle=_words(content["subtitle"]),
            kind=content["kind"],
            scope=Scope(content["scope"]),
            sections=tuple(_section(each) for each in content["sections"]),
            public=bool(content.get("public", False)),
            most_pages=int(content.get("most_pages", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise RiktningError(
            f"the report template cannot be read ({' '.join(str(error).split())})",
            where=file.name,
            remedy="compare it with the others",
        ) from error


def _section(content: Mapping[str, Any]) -> TemplateSection:
    unknown = sorted(set(content) - _FIELDS)
    if unknown:
        raise ValueError(f"a section has no {unknown[0]!r}")
    return TemplateSection(
        key=content["key"],
        heading=_words(content["heading"]),
        level=int(content.get("level", 1)),
        guidance=_words(content["guidance"]),
        words=int(content.get("words", 0)),
        kinds=tuple(content.get("offers", ())),
        inserted=tuple(content.get("inserts", ())),
        if_any=tuple(content.get("if_any", ())),
        each=content.get("each") == "area",
        on_slides=bool(content.get("slides", True)),
    )


def _words(pair: Sequence[str]) -> Words:
    swedish, english = pair
    return Words(" ".join(swedish.split()), " ".join(english.split()))


def laid_out(
    found: Template, *, areas: Iterable[tuple[str, str]], area: str = "", unit: str = ""
) -> tuple[TemplateSection, ...]:
    """The sections for a plan with these areas (address and name), in reading order.

    A run of sections that stand once an area is repeated as a whole, with keys such as
    ``followup--nara-vard``. ``area`` is the one that the report is about, ``unit`` likewise.
    """
    named = dict(areas)
    sections: list[TemplateSection] = []
    group: list[TemplateSection] = []
    for section in (*found.sections, None):
        if section is not None and section.each:
            group.append(section)
            continue
        for slug, name in named.items():
            sections += [_filled(each, slug, name) for each in group]
        group = []
        if section is not None:
            sections.append(_about(section, area, named.get(area, ""), unit))
    return tuple(sections)


def _filled(section: TemplateSection, slug: str, name: str) -> TemplateSection:
    about = _about(section, slug, name, "")
    return replace(about, key=f"{section.key}{BETWEEN}{slug}", each=False)


def _about(section: TemplateSection, slug: str, name: str, unit: str) -> TemplateSection:
    def keys(inserted: Iterable[str]) -> tuple[str, ...]:
        return tuple(key.replace("{area}", slug).replace("{unit}", unit) for key in inserted)

    heading = Words(*(w.replace("{area}", name) for w in (section.heading.sv, section.heading.en)))
    return replace(
        section,
        heading=heading,
        area=slug,
        inserted=keys(section.inserted),
        if_any=keys(section.if_any),
    )
