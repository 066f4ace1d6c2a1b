"""`riktning meeting` says what there is and writes papers, or one sentence."""

import pytest

from apps.meeting_store import a_whole_meeting
from apps.test_meetings import with_minutes
from riktning.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(monkeypatch):
    monkeypatch.setattr("riktning.cli.meeting.open_store", lambda: None)


def test_the_slides_and_the_minutes_are_written(tmp_path, capsys):
    meeting = with_minutes(a_whole_meeting())
    assert main(["meeting", "list"]) == 0
    assert "Augustimötet" in capsys.readouterr().out
    told = ["--out", str(tmp_path)]
    assert main(["meeting", "deck", str(meeting.pk), "--format", "html,md", *told]) == 0
    assert main(["meeting", "minutes", str(meeting.pk), "--format", "md", *told]) == 0
    written = {path.suffix for path in tmp_path.iterdir()}
    assert written == {".html", ".md"}


@pytest.mark.parametrize(
    ("given", "words"),
    [(["99"], "there is no meeting 99"), (["1", "--format", "exe"], "'exe' is not a format")],
)
def test_what_cannot_be_is_one_sentence(tmp_path, capsys, given, words):
    assert main(["meeting", "deck", *given, "--out", str(tmp_path)]) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
