"""What the demo does ahead of its later steps, in a process of its own."""

import subprocess

import pytest

from riktning.cli import demo_ahead
from riktning.cli.demo_ahead import AHEAD, compile_judging, worked_ahead


@pytest.fixture
def started(monkeypatch):
    """The processes that were started; each only sleeps."""
    found = []
    real = subprocess.Popen

    def sleeping(_command, **options):
        found.append(real(["sleep", "60"], **options))
        return found[-1]

    monkeypatch.setattr(demo_ahead.subprocess, "Popen", sleeping)
    return found


def test_the_process_ends_with_the_demo_at_the_latest(started):
    with worked_ahead(wanted=True):
        assert started[0].poll() is None
    assert started[0].poll() is not None


def test_it_ends_when_the_demo_is_interrupted(started):
    with pytest.raises(KeyboardInterrupt), worked_ahead(wanted=True):
        raise KeyboardInterrupt
    assert started[0].poll() is not None


def test_nothing_is_started_where_an_earlier_demo_came_as_far(started):
    with worked_ahead(wanted=False):
        pass
    assert started == []


@pytest.mark.parametrize("work", AHEAD)
def test_each_part_of_it_is_work_that_the_program_accepts(work, tmp_path):
    work(tmp_path)


def test_judging_ahead_compiles_what_judges_a_run(tmp_path):
    from riktning.trends.line_kernel import average_lines

    compile_judging(tmp_path)
    assert len(average_lines.signatures) == 1
