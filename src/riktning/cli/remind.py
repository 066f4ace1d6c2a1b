"""`riktning remind`: reminders of what is owed, written and sent once; run it daily."""

from typing import Annotated

import typer

from riktning.cli.plan_life import day_of
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError


def remind(
    send: Annotated[bool, typer.Option(help="Send; otherwise only write to the outbox.")] = True,
    on: Annotated[str | None, typer.Option(help="As if it were this day.")] = None,
    language: Annotated[str, typer.Option(help="sv or en.")] = "sv",
) -> None:
    """Remind whose task it is: in the last week, on the last day, after it, and when sent back.

    Of reports in rounds, of positions that meetings wait for, and of actions that are due.
    """
    open_store()
    from django.conf import settings

    from riktning.apps.followup.rounds import reminding as rounds
    from riktning.apps.governance import reminding as actions
    from riktning.apps.meetings import reminding as meetings
    from riktning.apps.organisation.outbox import Sent

    day = day_of(on) if on else None
    kinds = (rounds, meetings, actions)
    written = sum(kind.write_reminders(today=day) for kind in kinds)
    typer.echo(f"{written} new reminders.")
    if not send:
        return
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") and not settings.EMAIL_HOST:
        raise RiktningError(
            "no mail server is given, so the reminders wait in the outbox",
            remedy="set RIKTNING_SMTP as smtp+tls://account:secret@host:587",
        )
    found = sum((kind.send_reminders(language=language) for kind in kinds), Sent(0, 0, 0, 0))
    typer.echo(
        f"{found.sent} sent, {found.failed} failed, {found.waiting} wait, "
        f"{found.given_up} given up."
    )
