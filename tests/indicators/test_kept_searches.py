"""What was searched before is hidden as it was then, and nothing is believed that is not whole."""

import numpy as np
import pytest

from riktning.indicators.disclosure.keeping import answered, keeping

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
