"""People who read and write at once: each acts every two seconds, for a bounded time."""

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from web_load.store import CODE

EVERY = 2.0
TOKEN = "b" * 32


@dataclass
class Seen:
    """What happened: how long each page took, how large it was, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    written: list[tuple[str, int, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class Visit:
    """One request; ``token`` is what must be stored afterwards."""

    name: str
    path: str
    post: Mapping[str, str] | None = None
    kept: tuple[str, int, str] | None = None


PAGES = {
    "start": "/",
    "planen": "/planen/",
    "revidering": f"/planen/{CODE}/1/",
    "ändringar": f"/planen/{CODE}/2/andringar/",
    "granskning": "/planen/granskning/",
    "styrbild": "/planen/styrbild/",
    "tidslinje": f"/planen/{CODE}/1/tidslinje/",
    "område": "/omrade/omrade-1/",
    "indikatorer": "/indikatorer/",
    "indikator": "/indikator/medelvardtid_75/",
    "uppföljning": "/uppfoljning/",
    "rundor": "/uppfoljning/rundor/",
    "sök": "/sok/?sok=samordning",
}


def reads(people: Mapping[str, Any], number: int) -> Iterator[Visit]:
    """A reader goes from page to page, in an order of one's own."""
    chance = random.Random(number)
    key, units = people["round"], people["units"]
    while True:
        name = chance.choice([*PAGES, "runda", "rapport"])
        if name == "runda":
            yield Visit(name, f"/uppfoljning/rundor/{key}/")
        elif name == "rapport":
            yield Visit(name, f"/uppfoljning/rundor/{key}/{chance.choice(units)}/")
        else:
            yield Visit(name, PAGES[name])


def edits(editor: Mapping[str, Any], number: int) -> Iterator[Visit]:
    """Somebody words a goal of the draft anew, over and over."""
    path, text = f"/planen/{CODE}/2/post/{editor['item']}/", editor["text"]
    for turn in range(10**6):
        new = f"{editor['text']} ({number}-{turn})"
        post = {"handling": "lydelse", "sett": text, "text": new}
        yield Visit("skriv mål", path, post, ("goal", editor["item"], new))
        text = new


def reports(reporter: Mapping[str, Any], number: int, key: int) -> Iterator[Visit]:
    """Somebody answers a question of the round, saved as it is written."""
    answer = reporter["answer"]
    path = f"/uppfoljning/rundor/{key}/{reporter['unit']}/svar/{answer}/"
    for turn in range(10**6):
        words = f"Så långt har vi kommit ({number}-{turn})"
        post = {f"status-{answer}": "reached", f"base-{answer}": str(turn),
                f"comment-{answer}": words}  # fmt: skip
        yield Visit("skriv svar", path, post, ("answer", answer, words))


class Person(threading.Thread):
    """One person with a connection of one's own."""

    def __init__(
        self,
        port: int,
        cookie: str,
        visits: Iterator[Visit],
        seen: Seen,
        until: float,
        start: float,
    ) -> None:
        super().__init__(daemon=True)
        self.port, self.cookie, self.visits = port, cookie, visits
        self.seen, self.until, self.first = seen, until, start

    def run(self) -> None:
        time.sleep(max(0.0, self.first - time.monotonic()))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        turn = time.monotonic()
        while time.monotonic() < self.until:
            visit = next(self.visits)
            try:
                self.go(connection, visit)
            except (OSError, http.client.HTTPException) as error:
                with self.seen.lock:
                    self.seen.errors.append(f"{visit.name}: {error!r}")
                connection.close()
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            turn += EVERY
            time.sleep(max(0.0, turn - time.monotonic()))
        connection.close()

    def go(self, connection: http.client.HTTPConnection, visit: Visit) -> None:
        headers = {"Cookie": f"{self.cookie}; csrftoken={TOKEN}"}
        body = None
        if visit.post is not None:
            body = urlencode(visit.post)
            headers |= {"X-CSRFToken": TOKEN, "HX-Request": "true"}
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        connection.request("POST" if body else "GET", visit.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        with self.seen.lock:
            self.seen.times.setdefault(visit.name, []).append(took)
            self.seen.bytes[visit.name] = max(self.seen.bytes.get(visit.name, 0), len(content))
            if answer.status != 200:
                self.seen.errors.append(f"{visit.name}: {answer.status}")
            elif visit.kept:
                self.seen.written.append(visit.kept)


def everybody(
    port: int, people: Mapping[str, Any], seconds: float, told: Callable[[str], None]
) -> Seen:
    """Let them all act until the time is over; answers what happened."""
    seen, start = Seen(), time.monotonic() + 1
    until = start + seconds
    turns = [
        *((each, reads(people, n)) for n, each in enumerate(people["readers"])),
        *((each["session"], edits(each, n)) for n, each in enumerate(people["editors"])),
        *(
            (each["session"], reports(each, n, people["round"]))
            for n, each in enumerate(people["reporters"])
        ),
    ]
    chance = random.Random(1)
    everyone = [
        Person(
            port, f"{people['cookie']}={session}", visits, seen, until,
            start + chance.random() * EVERY,
        )
        for session, visits in turns
    ]  # fmt: skip
    told(f"{len(everyone)} people act every {EVERY:g} s for {seconds:g} s")
    for person in everyone:
        person.start()
    for person in everyone:
        person.join(seconds + 90)
    return seen
