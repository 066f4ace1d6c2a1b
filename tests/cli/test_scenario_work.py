"""The process that runs scenarios, and the one that watches for them."""

import json
import os
import subprocess
import sys
import threading
import time

import pytest

from apps.stores import Store
from riktning.cli.main import main
from riktning.cli.scenario_watch import watch

HORIZON = "first: 2026-01\nlast: 2026-12\nseed: 3\n"
WORDS = "name: {sv: Prov, en: Trial}\nsays: {sv: Ett prov., en: A trial.}\n"
LEVER = "levers:\n  digital_first: {start: 2026-01, reach: 100 %}\n"
TWO_LEVERS = LEVER + "  continuity: {start: 2026-01, reach: 100 %}\n"
QUEUE = """
from riktning.apps.scenarios.models import Job
from riktning.apps.scenarios.waiting import wake
job = Job.objects.create(actor="a", name="Prov", scenario={own!r}, baseline={base!r},
                         persons=600, draws=2, replicates=2)
wake()
"""
TOLD = """
import json
from riktning.apps.scenarios.models import Job
from riktning.apps.scenarios.waiting import work_folder
job = Job.objects.latest("pk")
mark = (work_folder() / "waiting").exists()
kept = sorted(path.name[:5] for path in work_folder().glob("runs/*/*/*"))
print(json.dumps([job.state, job.fault, job.contents, job.done, job.total, mark, kept]))
"""


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("scenarios") / "home")
    store.python(QUEUE.format(own=WORDS + HORIZON + LEVER, base=WORDS + HORIZON))
    work(store)
    return store


def work(store):
    done = store.command("scenario", "work")
    assert done.returncode == 0, done.stderr


def told(store):
    return json.loads(store.python(TOLD))


def test_what_waits_is_run_to_its_end_and_only_the_baseline_is_kept(worked):
    state, fault, contents, done, total, mark, kept = told(worked)
    assert (state, fault, mark, kept) == ("done", "", False, ["basel"])
    base, own = json.loads(contents)
    assert own["baseline"]["id"] == base["id"] == "baseline"
    assert own["persons"] == 600 and own["draws"] == own["replicates"] == 2
    assert 0 <= done <= total


def test_it_leads_to_what_the_command_line_leads_to(worked, tmp_path):
    contents = json.loads(told(worked)[2])
    own = contents[1]["id"]
    (tmp_path / "baseline.yaml").write_text(WORDS + HORIZON)
    (tmp_path / f"{own}.yaml").write_text(WORDS + HORIZON + LEVER)
    files = [str(tmp_path / name) for name in ("baseline.yaml", f"{own}.yaml")]
    asked = ["--persons", "600", "--draws", "2", "--replicates", "2", "--threads", "1"]
    assert main(["scenario", "run", *files, *asked, "--out", str(tmp_path / "out")]) == 0
    from riktning.simulation.scenarios.publishing import contents_of
    from riktning.simulation.scenarios.spreads import spreads

    found = contents_of(spreads([tmp_path / "out"], "baseline"), [])
    assert json.loads(json.dumps(found[1]["outcomes"])) == contents[1]["outcomes"]


def test_what_each_lever_gives_is_worked_out_where_it_is_asked_for(worked):
    own, base = WORDS + HORIZON + TWO_LEVERS, WORDS + HORIZON
    asked = QUEUE.format(own=own, base=base).replace("replicates=2)", "replicates=2, orders=2)")
    worked.python(asked)
    work(worked)
    state, fault, contents, done, total, _mark, kept = told(worked)
    assert (state, fault, kept) == ("done", "", ["basel"]) and done <= total
    shares = json.loads(contents)[1]["shares"]
    assert shares["pairs"] is None and shares["replicates"] == 2
    emergency = shares["outcomes"]["emergency_80"]
    assert emergency["continuity"]["values"][0] < 0
    assert all(len(each["alone"]) == len(each["values"]) == 1 for each in emergency.values())


def test_a_scenario_that_cannot_be_read_fails_with_its_sentence(worked):
    worked.python(
        QUEUE.format(own=WORDS + HORIZON + "levers: {flying: {}}\n", base=WORDS + HORIZON)
    )
    work(worked)
    state, fault, contents, *_rest = told(worked)
    assert state == "failed" and "there is no lever 'flying'" in fault and contents == ""


def watched(folder, script):
    """Watch a folder in a thread, with a command that is ``script``; the pipe ends it."""
    ended, held = os.pipe()
    mark = folder / "waiting"
    command = [sys.executable, "-c", script]
    thread = threading.Thread(target=watch, args=(mark, command, ended), daemon=True)
    thread.start()
    return mark, held, thread


def test_the_watcher_runs_the_command_when_there_is_a_mark_and_ends_with_the_server(tmp_path):
    script = f"import pathlib; p = pathlib.Path({str(tmp_path)!r}); "
    script += "(p / 'waiting').unlink(); (p / 'ran').touch()"
    mark, held, thread = watched(tmp_path, script)
    time.sleep(1.2)
    assert not (tmp_path / "ran").exists()
    mark.touch()
    deadline = time.monotonic() + 20
    while not (tmp_path / "ran").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (tmp_path / "ran").exists()
    os.close(held)
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_a_run_that_goes_on_ends_with_the_server(tmp_path):
    script = (
        f"import pathlib, time; (pathlib.Path({str(tmp_path)!r}) / 'ran').touch(); time.sleep(60)"
    )
    mark, held, thread = watched(tmp_path, script)
    mark.touch()
    deadline = time.monotonic() + 20
    while not (tmp_path / "ran").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.close(held)
    thread.join(timeout=15)
    assert not thread.is_alive()


def test_the_watcher_knows_nothing_but_the_standard_library():
    code = "import sys, riktning.cli.scenario_watch\n"
    code += "print('django' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
