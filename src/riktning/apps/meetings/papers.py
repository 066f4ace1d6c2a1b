"""Deck and minutes of a meeting in the store, as manuscripts."""

from datetime import date

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.meetings.charts import charts_of
from riktning.apps.meetings.deck import deck
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.pictures import AreaPicture, area_pictures, run_of
from riktning.apps.meetings.protocol import minutes
from riktning.apps.meetings.queries import Whole, whole_of
from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Area
from riktning.documents.manuscript.model import Manuscript


def deck_of(meeting: Meeting, language: str, today: date) -> Manuscript:
    """The slides, by the run that the meeting is looked at with."""
    whole, run = whole_of(meeting), run_of(meeting)
    units = administrations(meeting.day)
    revision = meeting.revision
    charts = charts_of(revision, run, _asked(whole), language) if revision and run else {}
    return deck(whole, pictures_of(whole, run), units, run, language, today, charts)


def minutes_of(meeting: Meeting, language: str, today: date, *, within: bool = True) -> Manuscript:
    """The minutes as far as they are written; ``within`` for those who meet."""
    whole = whole_of(meeting)
    run = run_of(meeting) if within else None
    units = administrations(meeting.day)
    pictures = pictures_of(whole, run)
    return minutes(whole, pictures, units, run, language, today, within=within)


def pictures_of(whole: Whole, run: Run | None) -> tuple[AreaPicture, ...]:
    """The picture of each area that is asked about."""
    revision = whole.meeting.revision
    if revision is None or run is None:
        return ()
    return area_pictures(revision, run, _asked(whole))


def _asked(whole: Whole) -> list[Area]:
    """The areas that administrations are asked about."""
    return list({row.area_id: row.area for row in whole.positions}.values())
