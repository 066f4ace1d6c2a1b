"""A mark in the home folder that something may wait to be run, for the process that watches."""

from pathlib import Path

from django.conf import settings

FOLDER, FILE = "scenarios", "waiting"


def work_folder() -> Path:
    """Where runs are kept while they go on."""
    return Path(settings.RIKTNING_HOME) / FOLDER


def wake() -> None:
    """Say that there is something to do. A run waits without it until the server starts anew."""
    folder = work_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).touch()


def quiet() -> None:
    """Say that the queue is about to be looked at: who queues after this says so again."""
    (work_folder() / FILE).unlink(missing_ok=True)
