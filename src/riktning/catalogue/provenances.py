"""Who stands behind a definition: the file's block ``provenance``."""

from riktning.catalogue.faults import Collector, fault, nearest
from riktning.catalogue.model import Provenance, Words
from riktning.catalogue.sections import Section

STATUSES = ("confirmed", "to be confirmed")


def provenance(section: Section) -> Provenance:
    """The block's content; CatalogueError with every fault in it."""
    reading = Collector()
    of = reading.of
    status = of(lambda: _status(section))
    found = Provenance(
        register=of(lambda: section.text("register")),
        national_id=of(lambda: _optional(section, "national_id")),
        references=of(lambda: _references(section)),
        author=of(lambda: section.text("author")),
        checked_by=of(lambda: _optional(section, "checked_by")),
        next_review=of(lambda: section.day("next_review")),
        status=status,
        to_confirm=of(lambda: _to_confirm(section, status)),
    )
    of(section.finish)
    reading.finish()
    return found


def _status(section: Section) -> str:
    place = section.line("status")
    status = section.text("status")
    if status not in STATUSES:
        raise fault(place, f"'provenance.status' cannot be {status!r}", nearest(status, STATUSES))
    return status


def _to_confirm(section: Section, status: str | None) -> Words | None:
    place = section.line("to_confirm")
    words = section.words("to_confirm") if section.has("to_confirm") else None
    if status is not None and (status == STATUSES[1]) != (words is not None):
        raise fault(
            place, "status and 'to_confirm' do not fit",
            "say in `to_confirm` what is to be confirmed when, and only when, something is",
        )  # fmt: skip
    return words


def _references(section: Section) -> tuple[str, ...]:
    place = section.line("references")
    references = tuple(str(reference) for reference in section.scalars("references"))
    if not references:
        raise fault(place, "'provenance.references' is empty", "name a source, or Own definition")
    return references


def _optional(section: Section, key: str) -> str | None:
    return section.text(key) if section.has(key) else None
