"""Charts are drawn once, by what they show, and by several processes when they are many."""

import ast
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from manuscripts import chart, funnel_plot, unit_plot, whole

from riktning.core.errors import DocumentError
from riktning.documents import charts
from riktning.documents.charts import ChartText
from riktning.documents.manuscript import drawing
from riktning.documents.manuscript.blocks import ChartSpec
from riktning.documents.manuscript.drawing import draw_all, forget_old, key_of
from riktning.documents.manuscript.write import write_manuscript

WORDS = ChartText("", "", "%")


def test_a_chart_is_kept_by_what_it_shows(tmp_path: Path) -> None:
    one, same, other = chart(1).spec, chart(1).spec, chart(2).spec
    assert key_of(one) == key_of(same) != key_of(other)
    assert key_of(replace(one, height=200)) != key_of(one)
    keys = draw_all([one, same, other], tmp_path)
    assert keys[0] == keys[1]
    assert {file.name for file in tmp_path.iterdir()} == {
        f"{key}.{kind}" for key in keys for kind in ("svg", "png")
    }


def test_what_is_kept_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_all([chart(1).spec], tmp_path)
    drawn: list[int] = []
    monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("it was drawn again"))
    draw_all([chart(1).spec], tmp_path, drawn=lambda: drawn.append(1))
    assert drawn == [1]


def test_a_picture_that_was_drawn_in_another_way_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a report made again shows the old labels where they are kept, and the new elsewhere."""
    [kept] = draw_all([chart(1).spec], tmp_path)
    monkeypatch.setattr(drawing, "_our_part", lambda: "of a later release")
    assert draw_all([chart(1).spec], tmp_path) != [kept]
    assert len(list(tmp_path.iterdir())) == 4


def test_all_of_our_programs_that_charts_are_drawn_by_are_in_their_key() -> None:
    folder = Path(charts.__file__).parent
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in folder.glob("*.py")]
    used = {
        node.module or ""
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("riktning.")
    }
    used -= {"riktning.core.errors"}  # says what is wrong, and draws nothing
    assert [name for name in used if not name.startswith(drawing.DRAWN_BY)] == []


def test_every_kind_of_chart_is_drawn(tmp_path: Path) -> None:
    specs = [ChartSpec(plot, WORDS) for plot in (unit_plot(), funnel_plot())]
    for key in draw_all(specs, tmp_path):
        assert (tmp_path / f"{key}.svg").read_text(encoding="utf-8").startswith("<svg")
        assert (tmp_path / f"{key}.png").read_bytes().startswith(b"\x89PNG")


def test_many_charts_are_drawn_by_more_processes_as_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = [chart(place).spec for place in range(drawing.FEW)]
    folders = [tmp_path / "several", tmp_path / "one"]
    told: list[int] = []
    for folder, processes in zip(folders, (2, 1), strict=True):
        folder.mkdir()
        monkeypatch.setattr(drawing, "_cores", lambda processes=processes: processes)
        draw_all(specs, folder, drawn=lambda: told.append(1))
    assert len(told) == 2 * len(specs)
    several, one = ({file.name: file.read_bytes() for file in f.iterdir()} for f in folders)
    assert several == one


def test_what_another_process_leaves_undone_is_drawn_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_cores", lambda: 2)
    monkeypatch.setattr(drawing, "WORKER", "riktning.no_such_module")
    keys = draw_all([chart(place).spec for place in range(drawing.FEW)], tmp_path)
    assert all((tmp_path / f"{key}.png").exists() for key in keys)


def test_charts_that_nobody_has_used_for_long_are_forgotten(tmp_path: Path) -> None:
    [old, new] = draw_all([chart(1).spec, chart(2).spec], tmp_path)
    long_ago = time.time() - (drawing.KEPT_DAYS + 1) * 24 * 3600
    for kind in ("svg", "png"):
        os.utime(tmp_path / f"{old}.{kind}", (long_ago, long_ago))
    (tmp_path / "notes.txt").write_text("not a chart")
    forget_old(tmp_path)
    assert {file.stem for file in tmp_path.iterdir()} == {new, "notes"}


def test_a_document_keeps_its_charts_and_uses_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    [first] = write_manuscript(whole(charts=1), tmp_path / "a", ["html"], cache=kept)
    monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("it was drawn again"))
    [second] = write_manuscript(whole(charts=1), tmp_path / "b", ["html"], cache=kept)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_of_charts_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    with pytest.raises(DocumentError, match="could not be written"):
        write_manuscript(whole(charts=1), tmp_path / "out", ["html"], cache=tmp_path / "kept")
    assert list((tmp_path / "out").iterdir()) == []
