"""The whole report as one tree of blocks, in reading order."""

from riktning.documents.report.ahead import ahead
from riktning.documents.report.appendix import appendix
from riktning.documents.report.area import area_section
from riktning.documents.report.introduction import introduction
from riktning.documents.report.outline import Outline
from riktning.documents.report.summary import summary
from riktning.documents.report.syntax import Node


def body(outline: Outline) -> list[Node]:
    """Summary, introduction, one section an area, what to decide, appendix.

    The order of the calls is the reading order: figures and tables are numbered by it.
    """
    return [
        *summary(outline),
        *introduction(outline),
        *(node for area in outline.content.areas for node in area_section(outline, area)),
        *ahead(outline),
        *appendix(outline),
    ]
