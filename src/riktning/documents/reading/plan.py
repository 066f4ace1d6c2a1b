"""Read a plan document."""

from pathlib import Path

from riktning.core.errors import DocumentError
from riktning.documents.draft import DraftPlan
from riktning.documents.reading.assemble import assemble
from riktning.documents.reading.elements import Element
from riktning.documents.reading.gate import Kind, decode, examine
from riktning.documents.reading.text import read_text


def read_plan(path: Path) -> DraftPlan:
    """Read a plan document (Word, PDF, Excel template or extracted text) into a draft.

    The draft holds what the document says; what could not be decided, or has no place in a
    plan, is in ``questions`` with its place. Raises DocumentError when the file cannot be read
    or holds no plan.
    """
    draft = assemble(_elements(path, examine(path)))
    if not any(a.sub_areas or a.activities or a.indicators for a in draft.areas):
        raise DocumentError(
            "no plan was found in the document",
            where=path.name,
            remedy="it needs headings or tables named for effect goals (effektmål), activities "
            "(aktiviteter) or indicators (indikatorer); `riktning plan template` writes a form "
            "that works",
        )
    return draft


def _elements(path: Path, kind: Kind) -> list[Element]:
    if kind is Kind.TEXT:
        return read_text(decode(path))
    if kind is Kind.WORD:
        from riktning.documents.reading.word import read_word

        return read_word(path)
    if kind is Kind.EXCEL:
        from riktning.documents.reading.excel import read_excel

        return read_excel(path)
    from riktning.documents.reading.pdf import read_pdf

    return read_pdf(path)
