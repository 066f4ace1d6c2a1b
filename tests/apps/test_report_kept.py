"""A section is saved while it is written: quietly, and with nobody's words lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.group_store import ANALYST
from apps.report_store import OTHER, a_draft, part, wrote
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action
from riktning.apps.reports import writing
from riktning.apps.reports.writing import SITTING, write_section

pytestmark = pytest.mark.django_db


def kept(report, text, *, base, began=None, actor=ANALYST):
    return write_section(
        section=part(report), text=text, base=base, began=began, quietly=True, actor=actor
    )


def told(report):
    return AuditEvent.objects.filter(
        action=Action.WRITE_SECTION.value, subject=str(report), detail__section="summary"
    ).count()


FIRST, SECOND = "Första stycket är så här.", "Andra stycket är så där."
OTHERS = f"Första stycket, ändrat, är så här.\n\n{SECOND}"


def both_write(report):
    """The one saves words in the second paragraph while the other has changed the first."""
    wrote(part(report), f"{FIRST}\n\n{SECOND}")
    wrote(part(report), OTHERS, OTHER)
    return kept(report, f"{FIRST}\n\n{SECOND} Och mitt.", base=1)


def test_somebody_who_types_on_while_a_text_is_saved_loses_no_word_of_the_other():
    report = a_draft()
    first = both_write(report)
    assert first.joined
    # What came back was not put in: the writer had typed on, from what was sent.
    done = kept(
        report, f"{FIRST}\n\n{SECOND} Och mitt, och mer.", base=first.section.version,
        began=f"{FIRST}\n\n{SECOND} Och mitt.",
    )  # fmt: skip
    assert part(report).text == f"{OTHERS} Och mitt, och mer."
    assert not done.both


def test_without_what_it_was_changed_from_the_same_text_would_take_the_other_words_away():
    report = a_draft()
    first = both_write(report)
    kept(report, f"{FIRST}\n\n{SECOND} Och mitt, och mer.", base=first.section.version)
    assert "ändrat" not in part(report).text


def test_a_text_that_stands_as_it_was_saved_takes_what_the_other_wrote_since():
    report = a_draft()
    wrote(part(report), "Ett.")
    wrote(part(report), "Ett.\n\nFrån den andra.", OTHER)
    done = kept(report, "Ett.", base=1, began="Ett.")
    assert part(report).text == "Ett.\n\nFrån den andra."
    assert part(report).version == 2
    assert done.joined


def test_what_one_saves_quietly_is_told_once_a_sitting(monkeypatch):
    report = a_draft()
    for step in range(1, 5):
        kept(report, "Ord. " * step, base=step - 1)
    assert (part(report).version, told(report)) == (4, 1)
    now = timezone.now() + SITTING + timedelta(seconds=1)
    monkeypatch.setattr(writing.timezone, "now", lambda: now)
    kept(report, "Ett nytt pass.", base=4)
    assert told(report) == 2


def test_another_who_saves_quietly_is_told_of():
    report = a_draft()
    kept(report, "Mina ord.", base=0)
    kept(report, "Mina ord. Andras ord.", base=1, actor=OTHER)
    assert told(report) == 2


def test_what_is_saved_by_hand_is_told_each_time():
    report = a_draft()
    wrote(part(report), "Ett.")
    wrote(part(report), "Två.")
    assert told(report) == 2


def test_evidence_on_a_line_that_is_put_in_order_is_no_change():
    report = a_draft()
    wrote(part(report), "Ett.")
    done = kept(report, "Ett.  \n\n", base=1, began="Ett.")
    assert (done.section.version, done.joined, part(report).version) == (1, False, 1)
