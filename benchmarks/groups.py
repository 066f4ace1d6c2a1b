"""Pages of 400 groups, and the overlap of their assignments.

python benchmarks/groups.py [groups]

Builds a store of groups in three layers, each with ten members and a decided assignment of 1 000
words, and asks each page thirty times: processor milliseconds, the middle and the 95th of a
hundred. Compares all the assignments with one another, and a quarter of them. Ends with 1 when a
page's p95 is above 200 ms, or the overlap of 400 above 2 s. The ratio beside the overlap is its
time to that of a quarter of the texts: 4 where each text costs the same, 16 where each pair does.
"""

import gc
import os
import random
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date

PAGES = (
    "/grupper/natet/",
    "/grupper/natet/?process=main",
    "/grupper/natet/?grupp=g5",
    "/grupper/",
    "/grupper/g5/",
    "/grupper/forslag/",
    "/beslut/",
)
PAGE_BAR, OVERLAP_BAR = 0.200, 2.0  # seconds
TIMES, MEMBERS, WORDS, VOCABULARY = 30, 10, 1_000, 4_000
DAY = date(2024, 1, 1)
PLACES = (
    ("function", "support"),
    ("coordinating", "main"),
    ("expert", "main"),
    ("coordination_council", "main"),
    ("customer_council", "support"),
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"RIKTNING_HOME": home, "DJANGO_SETTINGS_MODULE": "riktning.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _fill(count)
        slow = _pages()
    texts = [_text(random.Random(seed), WORDS) for seed in range(count)]
    whole, part = _overlap(texts), _overlap(texts[: count // 4])
    print(f"overlap of {count} assignments {whole:6.2f} s, ratio to a quarter {whole / part:.1f}")
    sys.exit(1 if slow or whole > OVERLAP_BAR else 0)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _took(what: Callable[[], object]) -> float:
    began = _processor()
    what()
    return _processor() - began


def _pages() -> bool:
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    for address in PAGES:
        client.get(address)
    gc.collect()
    gc.freeze()  # as `riktning serve` does before it answers
    slow = False
    for address in PAGES:
        times = sorted(_took(lambda page=address: client.get(page)) for _ in range(TIMES))
        late = times[int(0.95 * TIMES)]
        slow = slow or late > PAGE_BAR
        middle = 1000 * statistics.median(times)
        print(f"{address:32} p50 {middle:4.0f} ms   p95 {1000 * late:4.0f} ms of processor")
    return slow


def _overlap(texts: Sequence[str]) -> float:
    from riktning.documents.groups.overlap import overlaps

    return _took(lambda: overlaps(texts, 0.5))


def _text(chance: random.Random, words: int) -> str:
    return " ".join(_word(int(chance.paretovariate(0.8)) % VOCABULARY) for _ in range(words))


def _word(number: int) -> str:
    """A word of its own: syllables for digits."""
    syllables = ("ba", "de", "fi", "go", "hu", "ky", "lå", "mä", "nö", "ra")
    return "".join(syllables[int(digit)] for digit in f"{number:04d}")


def _fill(count: int) -> None:
    """A leading group, twenty below it, and the rest below those."""
    from riktning.apps.governance.models import FIELDS, Assignment, Group, Relation, Seat

    chance = random.Random(1)
    top = Group(
        code="ledning", name="Ledningen", kind="management", process="management", from_date=DAY
    )
    rest = [
        Group(code=f"g{n}", name=f"Grupp för område {n}", kind=kind, process=process, from_date=DAY)
        for n in range(count - 1)
        for kind, process in [PLACES[n % len(PLACES)]]
    ]
    Group.objects.bulk_create([top, *rest])
    groups = list(Group.objects.order_by("pk"))
    ways = []
    for place, group in enumerate(groups[1:]):
        above = groups[0] if place < 20 else groups[1 + place % 20]
        beside = groups[1 + place * 7 % (count - 1)]
        ways.append(Relation(source=group, way="reports", target=above, from_date=DAY))
        if beside != group:
            ways.append(Relation(source=group, way="escalates", target=beside, from_date=DAY))
    Relation.objects.bulk_create(ways)
    Seat.objects.bulk_create(
        Seat(group=group, part="member" if member else "chair", role=f"roll {member}",
             unit_id=f"u{chance.randrange(40)}", from_date=DAY)
        for group in groups
        for member in range(MEMBERS)
    )  # fmt: skip
    share = WORDS // len(FIELDS)
    Assignment.objects.bulk_create(
        Assignment(group=group, number=1, state="decided", decided_on=DAY, decided_by="Ledningen",
                   diary_number="1", **{name: _text(chance, share) for name in FIELDS})
        for group in groups
    )  # fmt: skip


if __name__ == "__main__":
    main()
