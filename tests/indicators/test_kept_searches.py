"""What was searched before is hidden as it was then, and nothing is believed that is not whole."""

import numpy as np
import pytest

from indicators.attacking import COUNT, margins_from, months_of
from riktning.indicators.disclosure import DEFAULT_K
from riktning.indicators.disclosure.keeping import answered, keeping
from riktning.indicators.grid import ROOT
from riktning.indicators.rollup import Calendar
from riktning.indicators.suppression import markings

GIVEN = (np.arange(6.0), 3, ("text", np.zeros(2, np.int64)))


def search_of(calls, shown):
    def search():
        calls.append(1)
        shown[::3] = True

    return search


def hidden(folder, given=GIVEN, before=(), calls=None):
    shown = np.zeros((3, 5), dtype=bool)
    shown.reshape(-1)[list(before)] = True
    flat = shown.reshape(-1)
    calls = [] if calls is None else calls
    with keeping(folder):
        answered(given, (shown,), search_of(calls, flat))
    return shown.tolist(), len(calls)


def test_the_same_search_is_made_once_and_hides_the_same(tmp_path):
    first, made = hidden(tmp_path)
    assert made == 1
    assert hidden(tmp_path) == (first, 0)


@pytest.mark.parametrize(
    ("given", "before"),
    [
        ((np.arange(6.0) + 1, *GIVEN[1:]), ()),
        ((GIVEN[0].reshape(2, 3), *GIVEN[1:]), ()),
        ((GIVEN[0].astype(np.float32), *GIVEN[1:]), ()),
        ((GIVEN[0], 4, GIVEN[2]), ()),
        ((GIVEN[0], 3, ("texts", GIVEN[2][1])), ()),
        (GIVEN, (7,)),
    ],
)
def test_anything_else_given_is_searched_anew(given, before, tmp_path):
    hidden(tmp_path)
    assert hidden(tmp_path, given, before)[1] == 1


def test_without_a_folder_every_search_is_made():
    assert [hidden(None)[1] for _ in range(2)] == [1, 1]


def test_what_is_damaged_or_cut_short_is_not_believed(tmp_path):
    first, _ = hidden(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert hidden(tmp_path) == (first, 1)
    for place in range(4, len(whole) - 8, 40):
        content = bytearray(whole)
        content[place] ^= 0xFF
        file.write_bytes(bytes(content))
        assert hidden(tmp_path)[0] == first


def test_what_a_run_did_not_ask_for_is_forgotten(tmp_path):
    hidden(tmp_path)
    hidden(tmp_path, (1,))
    assert hidden(tmp_path)[1] == 1


def test_an_interrupted_run_keeps_what_was_kept(tmp_path):
    hidden(tmp_path)
    with pytest.raises(KeyboardInterrupt), keeping(tmp_path):
        raise KeyboardInterrupt
    assert hidden(tmp_path)[1] == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rolling", [True, False])
def test_month_after_month_what_is_hidden_is_what_a_fresh_search_hides(seed, rolling, tmp_path):
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.choice([0.3, 2, 9], (6, 26, 1, 1)), (6, 26, 2, 3)).astype(float)
    corrected = values.copy()
    corrected[4, 3] += 2.0
    for counted, months in ((values, 23), (values, 24), (values, 25), (corrected, 26)):
        parent = np.array([[ROOT, 0, 0, 1, 1, 2]] * months)
        margins = margins_from(
            COUNT, parent, {"numerator": counted[:, :months]}, broken=[1, 2],
            calendar=Calendar(months_of(months), months_of(months)[0], rolling=rolling),
        )  # fmt: skip
        with keeping(tmp_path):
            (found,) = markings([margins], DEFAULT_K)
        (fresh,) = markings([margins], DEFAULT_K)
        assert (found.by_unit == fresh.by_unit).all()
        assert (found.region == fresh.region).all()
        for one, other in zip(found.broken_down, fresh.broken_down, strict=True):
            assert (one == other).all()


def test_a_new_month_searches_only_what_it_changes(tmp_path, monkeypatch):
    from riktning.indicators.disclosure import exchange

    calls, protect = [], exchange.protect

    def counted(*given):
        calls.append(given)
        return protect(*given)

    monkeypatch.setattr(exchange, "protect", counted)
    values = np.random.default_rng(1).poisson(9, (6, 36, 2, 3)).astype(float)
    values[3] = np.eye(2, 3)  # two persons a month
    made = []
    for months in (35, 36, 36):
        parent = np.array([[ROOT, 0, 0, 1, 1, 2]] * months)
        margins = margins_from(COUNT, parent, {"numerator": values[:, :months]}, broken=[1, 2])
        calls.clear()
        with keeping(tmp_path):
            markings([margins], DEFAULT_K)
        made.append(len(calls))
    every, new, same = made
    assert same == 0 < new <= every / 2
