"""Sections of a report are written by several at once, and evidence is kept as it was."""

import pytest

from apps.group_store import ANALYST
from apps.report_store import (
    AREA_LEAD,
    METHOD,
    OTHER,
    READER,
    REPORTER,
    Evidence,
    a_draft,
    part,
    wrote,
)
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.reports import newer, writing
from riktning.apps.reports.errors import NoSuchEvidenceError, ReportError
from riktning.apps.reports.kinds import SectionState
from riktning.apps.reports.lines import (
    added,
    keys_in,
    on_lines_of_their_own,
    pieces,
    words_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evidence(monkeypatch):
    found = Evidence()
    monkeypatch.setattr(writing, "offers_named_in", found.named_in)
    monkeypatch.setattr(newer, "offers_named_in", found.named_in)
    return found


def test_a_section_that_says_something_is_a_draft_and_one_that_says_nothing_is_empty():
    report = a_draft()
    assert wrote(part(report), "Det går bra.").section.state == SectionState.DRAFT
    assert wrote(part(report), "   \r\n ").section.state == SectionState.EMPTY
    assert part(report).version == 2
    assert [v.text for v in part(report).versions.all()] == ["Det går bra.", ""]


def test_what_two_write_at_once_is_put_together_and_nothing_is_lost():
    report = a_draft()
    wrote(part(report), "Första stycket.\n\nAndra stycket.")
    wrote(part(report), "Första stycket, ändrat.\n\nAndra stycket.", OTHER)
    done = wrote(part(report), "Första stycket.\n\nAndra stycket, också ändrat.", base=1)
    assert part(report).text == "Första stycket, ändrat.\n\nAndra stycket, också ändrat."
    assert (done.joined, done.both, done.others) == (True, False, (OTHER.name,))


def test_both_wordings_of_one_place_stand_and_that_is_told():
    report = a_draft()
    wrote(part(report), "Målet nås.")
    wrote(part(report), "Målet nås snart.", OTHER)
    done = wrote(part(report), "Målet nås aldrig.", base=1)
    assert done.both
    assert {"snart.", "aldrig."} <= set(part(report).text.split())


def test_the_same_text_again_is_no_new_version():
    report = a_draft()
    wrote(part(report), "Det går bra.")
    before = AuditEvent.objects.count()
    wrote(part(report), "Det går bra.\r\n")
    assert (part(report).version, AuditEvent.objects.count()) == (1, before)


def test_evidence_of_two_people_in_one_place_stands_on_lines_of_its_own(evidence):
    report = a_draft()
    wrote(part(report), "Inledning.")
    wrote(part(report), f"Inledning.\n\n{METHOD}", OTHER)
    wrote(part(report), "Inledning.\n\n[[underlag:verdict:m:r]]", base=1)
    assert set(keys_in(part(report).text)) == {"method:all", "verdict:m:r"}
    assert "/" not in part(report).text


def test_evidence_is_kept_as_it_was_when_it_was_taken_in(evidence):
    report = a_draft()
    wrote(part(report), f"Så här.\n\n{METHOD}")
    evidence.values["run-1", "method:all"] = "99 %"
    wrote(part(report, "method"), METHOD)
    assert [row.key for row in report.inserted.all()] == ["method:all"]
    assert newer.latest(report)["method:all"].content.count("61,2 %") == 2


def test_a_line_that_names_no_evidence_is_refused_and_nothing_is_stored(evidence):
    report = a_draft()
    with pytest.raises(NoSuchEvidenceError) as caught:
        wrote(part(report), f"Text.\n{METHOD}\n[[underlag:lucky:guess]]")
    assert caught.value.key == "lucky:guess"
    assert (part(report).text, report.inserted.count()) == ("", 0)


def test_a_section_has_an_end():
    report = a_draft()
    with pytest.raises(ReportError, match="60000 characters"):
        wrote(part(report), "a" * 60_001)


@pytest.mark.parametrize(
    ("actor", "key", "may"),
    [
        (ANALYST, "summary", True),
        (AREA_LEAD, "summary", False),
        (AREA_LEAD, "area--nara-vard", True),
        (REPORTER, "area--nara-vard", False),
        (READER, "summary", False),
    ],
)
def test_who_writes_where(actor, key, may):
    report = a_draft()
    if may:
        assert wrote(part(report, key), "Text.", actor).section.version == 1
    else:
        with pytest.raises(NotAllowedError):
            wrote(part(report, key), "Text.", actor)


def test_a_named_writer_writes_in_the_own_section_and_in_no_other():
    report = a_draft()
    section = part(report)
    section.writer = REPORTER.name
    section.save()
    assert wrote(section, "Text.", REPORTER).section.version == 1
    with pytest.raises(NotAllowedError):
        wrote(part(report, "method"), "Text.", REPORTER)


def test_being_named_gives_a_reader_no_pen():
    report = a_draft()
    section = part(report)
    section.writer = READER.name
    section.save()
    with pytest.raises(NotAllowedError):
        wrote(section, "Text.", READER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [[underlag:k:1]] b", "a\n\n[[underlag:k:1]]\n\nb"),
        ("[[underlag:k:1]] / [[underlag:k:2]]", "[[underlag:k:1]]\n\n[[underlag:k:2]]"),
        ("ingen rad / alls", "ingen rad / alls"),
        ("[[underlag:]] [[underlag:a b]]", "[[underlag:]] [[underlag:a b]]"),
    ],
)
def test_what_names_evidence_stands_alone(text, expected):
    assert on_lines_of_their_own(text) == expected
    assert on_lines_of_their_own(expected) == expected


def test_text_and_evidence_are_one_sequence():
    text = "Före.\n\n[[underlag:k:1]]\n\n## Rubrik\n\nEfter [[inget]]."
    assert list(pieces(text)) == [
        ("prose", "Före."),
        ("evidence", "k:1"),
        ("prose", "## Rubrik\n\nEfter [[inget]]."),
    ]
    assert words_in(text) == 4
    assert added(text, ("k:1", "k:2")) == f"{text}\n\n[[underlag:k:2]]"
    assert added("", ("k:1",)) == "[[underlag:k:1]]"
