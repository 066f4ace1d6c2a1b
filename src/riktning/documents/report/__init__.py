"""Reports out: plain dataclasses in, one document in several formats out."""

from riktning.documents.report.content import ReportContent
from riktning.documents.report.write import WrittenReport, write_report

__all__ = ["ReportContent", "WrittenReport", "write_report"]
