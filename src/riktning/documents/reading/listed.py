"""What is doubtful in tables of one item a row, where area and period are written on each row."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from riktning.documents.reading.area import AreaDraft
from riktning.documents.reading.genre import bare_period, plain

SHORTEST, LONGEST = 6, 60  # in shorter names one letter makes another word


def ask_about_listed(areas: Sequence[AreaDraft]) -> None:
    """Ask about periods that stand once and names that are nearly alike; change nothing."""
    _ask_about_periods(areas)
    places = {area.area.name: area.listed[0].where for area in areas if area.listed}
    by_name = {area.area.name: area for area in areas if area.listed}
    for name, other in _nearly_alike(list(places)):
        problem = f"Områdets namn liknar ”{other}”; läst som två områden"
        by_name[name].ask(places[name], problem, name)
    for area in by_name.values():
        _ask_about_sub_areas(area)


def _ask_about_sub_areas(area: AreaDraft) -> None:
    places: dict[str, str] = {}
    for row in area.listed:
        if row.sub_area:
            places.setdefault(row.sub_area, row.where)
    names = dict.fromkeys(sub_area.name for sub_area in area.area.sub_areas)
    for name, other in _nearly_alike([name for name in names if name in places]):
        problem = f"Delområdets namn liknar ”{other}”; läst som två delområden"
        area.ask(places[name], problem, name)


def _ask_about_periods(areas: Sequence[AreaDraft]) -> None:
    """A period on a single row that no heading, no list of periods and no other row has."""
    rows = [(area, row) for area in areas for row in area.listed if row.period]
    used = Counter(bare_period(row.period) for _, row in rows)
    if len(used) < 2:
        return
    stated = {bare_period(period) for area in areas for period in area.stated}
    for area, row in rows:
        bare = bare_period(row.period)
        if used[bare] == 1 and len(rows) > len(used) and bare not in stated:
            problem = "Perioden står bara på den här raden; behållen som en egen period"
            area.ask(row.where, problem, row.period)


def _nearly_alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names with an earlier one that has one letter more, less or other, or other accents.

    Every name is filed under itself and under itself less one letter, so that the work grows with
    the number of names and not with its square.
    """
    filed: dict[str, list[str]] = defaultdict(list)
    for name in {plain(name): name for name in names}.values():
        keys = _keys(name)
        near = (other for key in keys for other in filed[key])
        alike = next((other for other in near if _other_words(name, other)), None)
        if alike is not None:
            yield name, alike
        for key in keys:
            filed[key].append(name)


def _keys(name: str) -> list[str]:
    split = unicodedata.normalize("NFKD", plain(name))
    bare = "".join(letter for letter in split if letter.isalnum())
    if not SHORTEST <= len(bare) <= LONGEST:
        return [bare]
    shorter = (bare[:place] + bare[place + 1 :] for place in range(len(bare)))
    return list(dict.fromkeys((bare, *shorter)))


def _other_words(name: str, other: str) -> bool:
    """Not the same name, and not ``Team 1`` beside ``Team 2``."""
    digits = ["".join(filter(str.isdigit, text)) for text in (name, other)]
    return plain(name) != plain(other) and digits[0] == digits[1]
