"""A picture is drawn once: by whoever asks first, for every process and for the next start."""

import threading

import pytest

from riktning.web import pictures
from riktning.web.pictures import drawn_once


@pytest.fixture
def folder(tmp_path, settings):
    settings.RIKTNING_PICTURES = tmp_path / "pictures"
    pictures._DRAWN.forget()
    yield settings.RIKTNING_PICTURES
    pictures._DRAWN.forget()


def never():
    pytest.fail("it was drawn already")


def test_what_is_drawn_once_is_read_by_the_next_process(folder):
    assert drawn_once(("stapel", 1), lambda: ("<svg>å</svg>", "<svg>ä</svg>")) == (
        "<svg>å</svg>",
        "<svg>ä</svg>",
    )
    pictures._DRAWN.forget()  # as another process begins
    assert drawn_once(("stapel", 1), never) == ("<svg>å</svg>", "<svg>ä</svg>")


def test_another_picture_or_other_code_is_drawn_anew(folder, monkeypatch):
    drawn_once(("stapel", 1), lambda: ("ett",))
    assert drawn_once(("stapel", 2), lambda: ("två",)) == ("två",)
    monkeypatch.setattr(pictures, "_code", lambda: "another version")
    assert drawn_once(("stapel", 1), lambda: ("tre",)) == ("tre",)


def test_those_who_ask_at_once_wait_for_one_drawing(folder):
    drawn = []

    def draw():
        drawn.append(1)
        threading.Event().wait(0.1)
        return ("bild",)

    asking = [threading.Thread(target=drawn_once, args=("samma", draw)) for _ in range(6)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert len(drawn) == 1


def test_a_damaged_file_or_a_folder_that_cannot_be_written_stops_no_page(folder):
    drawn_once("bild", lambda: ("hel",))
    (file,) = [each for each in folder.rglob("*") if each.is_file()]
    file.write_bytes(b"\xff\xfe")
    pictures._DRAWN.forget()
    assert drawn_once("bild", lambda: ("ny",)) == ("ny",)
    folder.rename(folder.with_name("undan"))
    folder.write_text("ingen mapp")
    assert drawn_once("annan", lambda: ("ny",)) == ("ny",)


def test_the_oldest_files_make_room(folder, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_FILES", 256 * 2)
    for number in range(1500):
        drawn_once(("bild", number), lambda: ("x",))
    each = [len(list(place.iterdir())) for place in folder.iterdir()]
    assert max(each) <= 3


def test_without_a_folder_nothing_is_written(settings, tmp_path, monkeypatch):
    settings.RIKTNING_PICTURES = None
    monkeypatch.chdir(tmp_path)
    assert drawn_once("bild utan mapp", lambda: ("x",)) == ("x",)
    assert list(tmp_path.iterdir()) == []
