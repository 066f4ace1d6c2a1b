"""What several processes of one server keep together: tries, codes that were used, pictures."""

import os
from pathlib import Path
from typing import Any

ENTRIES = 10_000  # beyond these a third of them is forgotten; each is a file of some bytes


def caches(home: Path) -> dict[str, dict[str, Any]]:
    """Django's ``CACHES``: in memory for one process, in the home folder's files for several.

    Wrong passwords are counted here: were they counted by each process, one could try as many
    times as there are processes. The files are read by the owner alone.
    """
    if int(os.environ.get("RIKTNING_PROCESSES") or 1) == 1:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(home / "cache"),
            "OPTIONS": {"MAX_ENTRIES": ENTRIES},
        }
    }


def pictures(home: Path) -> Path | None:
    """Where pictures that have been drawn are kept; None where no server answers."""
    return home / "pictures" if "RIKTNING_PROCESSES" in os.environ else None
