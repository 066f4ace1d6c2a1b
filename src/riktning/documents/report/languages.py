"""Which wording a report's language has."""

from riktning.core.errors import RiktningError
from riktning.documents.report.wording import SWEDISH, Wording
from riktning.documents.report.wording_en import ENGLISH

LANGUAGES = {"sv": SWEDISH, "en": ENGLISH}


def wording_of(language: str) -> Wording:
    """The words of "sv" or "en"; RiktningError for any other language."""
    if language not in LANGUAGES:
        raise RiktningError(
            f"{language!r} is not a language of the report", remedy="choose sv or en"
        )
    return LANGUAGES[language]
