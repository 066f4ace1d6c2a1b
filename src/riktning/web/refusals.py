"""What a page says of a refusal: in the reader's language, never the words of a command line."""

import logging

from django.utils.translation import gettext as _

from riktning.core.errors import RiktningError

_log = logging.getLogger(__name__)


def told_of(error: RiktningError) -> str:
    """What the reader can do about it; a refusal that has no words of its own is logged."""
    if error.told:
        return error.told
    _log.warning("a refusal without words for a reader: %s", error.sentence)
    return _("Det gick inte att spara. Ladda om sidan, se hur det är nu och försök igen.")
