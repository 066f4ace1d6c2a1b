"""How letters are sent: one address of a mail server, as ``smtp://account:secret@host:587``."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from riktning.core.errors import RiktningError

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server; ``host`` is empty when none is given, and letters then wait."""

    host: str = ""
    port: int = 0
    account: str = ""
    secret: str = ""
    tls: bool = False  # begun after the greeting
    ssl: bool = False  # from the first byte


def mail_server(address: str) -> MailServer:
    """``smtp://host``, ``smtp+tls://account:secret@host:587``, ``smtps://host``."""
    if not address.strip():
        return MailServer()
    parts = urlsplit(address.strip())
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in PORTS or not parts.hostname or port == -1:
        raise RiktningError(
            "RIKTNING_SMTP is no mail server",
            remedy="write it as smtp+tls://account:secret@host:587",
        )
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        account=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        tls=parts.scheme == "smtp+tls",
        ssl=parts.scheme == "smtps",
    )
