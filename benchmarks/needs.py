"""Pages of 5 000 needs.

python benchmarks/needs.py [needs]

Builds a store of needs in all steps, a fifth of which units have introduced, and asks each page
thirty times: processor milliseconds, the middle and the 95th of a hundred. Ends with 1 when a
page's p95 is above 200 ms.
"""

import gc
import os
import random
import resource
import statistics
import sys
import tempfile
from datetime import date, timedelta

PAGES = (
    "/behov/tavla/",
    "/behov/tavla/?steg=implementation",
    "/behov/tavla/?sok=nummer+12",
    "/behov/",
    "/behov/?sida=30",
    "/behov/matris/",
    "/behov/aterkoppling/",
    "/behov/1/",
    "/behov/initiativ/",
)
BAR, TIMES = 0.200, 30  # seconds
UNITS = {"subregion": 6, "municipality": 49}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"RIKTNING_HOME": home, "DJANGO_SETTINGS_MODULE": "riktning.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _fill(count)
        worst = max(_measured(address) for address in PAGES)
    sys.exit(worst > BAR)


def _fill(count: int) -> None:
    from django.utils import timezone

    from riktning.apps.needs.models import (
        Introduction,
        Move,
        Need,
        Perspective,
        Placement,
        PriorityArea,
    )
    from riktning.apps.needs.steps import Standing, Step
    from riktning.apps.organisation.models import Unit

    chance, now = random.Random(8), timezone.now()
    perspective = Perspective.objects.create(code="p", order=1, name="Perspektiv")
    areas = [
        PriorityArea.objects.create(perspective=perspective, code=f"o{n}", order=n, name=f"O {n}")
        for n in range(8)
    ]
    Unit.objects.create(unit_id="R", name="R", kind="region", from_date=date(2015, 1, 1))
    units = [
        Unit(unit_id=f"{kind}-{n}", name=f"{kind} {n}", kind=kind, parent_id="R",
             from_date=date(2015, 1, 1))
        for kind, many in UNITS.items() for n in range(many)
    ]  # fmt: skip
    Unit.objects.bulk_create(units)
    Need.objects.bulk_create(
        Need(title=f"Behov nummer {n} om samverkan", origin="identified", level="county",
             area=chance.choice(areas), problem="Problemet. " * 20, affected="Alla", step=step,
             standing=Standing.PAUSED if chance.random() < 0.1 else Standing.ACTIVE,
             since=now - timedelta(chance.randrange(900)), registered_by="roll")
        for n in range(count) for step in [chance.choice(list(Step))]
    )  # fmt: skip
    needs = list(Need.objects.all())
    Move.objects.bulk_create(
        Move(need=need, at=need.since, act="advance", actor="roll", before="identified",
             step=need.step, standing="active")
        for need in needs
    )  # fmt: skip
    Placement.objects.bulk_create(
        Placement(need=need, actor=f"roll {n}", importance=5, urgency=5)
        for need in needs if need.step == Step.POSITION for n in range(4)
    )  # fmt: skip
    made = [need for need in needs if need.step in (Step.IMPLEMENTATION, Step.COMPLETED)]
    Introduction.objects.bulk_create(
        Introduction(need=need, unit_id=unit.unit_id, uptake="introduced",
                     on=date(2024, 1, 1) + timedelta(chance.randrange(600)), actor="roll")
        for need in made[: count // 5] for unit in units if chance.random() < 0.5
    )  # fmt: skip


def _measured(address: str) -> float:
    """The 95th of a hundred, in seconds."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.utils import timezone

    from riktning.apps.organisation.models import Grant

    user, made = User.objects.get_or_create(username="analytiker")
    if made:
        Grant.objects.create(user=user, role="analyst", from_date=timezone.localdate())
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    client.get(address)
    spent = []
    for _time in range(TIMES):
        gc.collect()
        before = _processor()
        response = client.get(address)
        spent.append(_processor() - before)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
    spent.sort()
    p95 = spent[int(0.95 * TIMES)]
    print(f"{address:36} {1e3 * statistics.median(spent):5.0f} ms, p95 {1e3 * p95:5.0f} ms")
    return p95


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
