"""What stands on the cover, the same in every format."""

from dataclasses import dataclass

from riktning.documents.report.content import ReportContent
from riktning.documents.report.numerals import day_name
from riktning.documents.report.syntax import literal
from riktning.documents.report.wording import Wording


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of the cover; ``band`` is None when the data are real."""

    title: str
    subtitle: str
    region: str
    issued: str
    band: str | None


def cover_of(content: ReportContent, words: Wording) -> Cover:
    """The cover of a report about the year that ``as_of`` lies in."""
    return Cover(
        title=words.title.format(year=content.as_of.year),
        subtitle=literal(words.subtitle.format(plan=content.plan_name)),
        region=literal(content.run.region),
        issued=words.issued.format(date=day_name(content.issued, content.language)),
        band=words.synthetic if content.synthetic else None,
    )
