"""What a search has looked up holds until something is hidden: asked again, it answers as anew."""

import numpy as np
import pytest

from riktning.indicators.disclosure.exchange import protect
from riktning.indicators.disclosure.flow import flow, opened, touch
from riktning.indicators.disclosure.looks import looks_of
from riktning.indicators.disclosure.shapes import MONTHS, PLACES
from riktning.indicators.disclosure.tree import Forest
from riktning.indicators.grid import ROOT

# A region with two hospitals, each with two clinics; two counts, that rise alone or for each other.
PARENT = np.broadcast_to(np.array([ROOT, 0, 0, 1, 1, 2, 2]), (1, MONTHS, 7))
PLAY = (
    np.array([[[0], [1], [0], [1]], [[-1], [-1], [1], [0]]]),
    np.array([[0, -1], [1, -1], [0, 1], [0, 1]]),
    np.array([0, 2, 4]),
    np.array([0, 2, 1, 3]),
)
ZONES = (1, 15, 4095, 1 << 7)


def world(seed):
    rng = np.random.default_rng(seed)
    rows = Forest(PARENT, ()).rows[0]
    tree = (rows.path, rows.depth, rows.first, rows.row, rows.place)
    room = rng.integers(0, 4, (len(rows.end), 2, MONTHS)).astype(float)
    return rng, tree, room


def ranges(tree, looks, hidden, room):
    """How far each count of each node ranges in each zone, up and down."""
    found = []
    for target in ((h, n, zone) for h in (0, 1) for n in range(7) for zone in ZONES):
        for rises in (True, False):
            used, dirty = np.zeros(room.shape), np.zeros(len(room), dtype=np.bool_)
            asked = np.array(target)
            found.append(flow(tree, PLAY, looks, hidden, room, used, dirty, asked, 50.0, rises))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_range_is_the_same_whatever_was_asked_before(seed):
    rng, tree, room = world(seed)
    hidden = rng.integers(0, 1 << PLACES, (7, 2))
    looks = looks_of(tree, PLAY, room)
    widest = 0.0
    for _ in range(6):
        kept = ranges(tree, looks, hidden, room)
        assert kept == ranges(tree, looks_of(tree, PLAY, room), hidden, room)
        widest = max(widest, *kept)
        node = int(rng.integers(7))
        hidden[node] |= rng.integers(0, 1 << PLACES, 2)
        touch(tree, looks[2], node)
    assert widest > 0  # something was exchanged at all


@pytest.mark.parametrize("seed", range(4))
def test_what_is_open_is_what_is_hidden_of_all_that_changes(seed):
    rng, tree, room = world(seed)
    hidden = rng.integers(0, 1 << PLACES, (7, 2)) | rng.integers(0, 1 << PLACES, (7, 2))
    path, depth = tree[0], tree[1]
    looks = looks_of(tree, PLAY, room)
    for row, move in np.ndindex(len(path), len(PLAY[1])):
        for height in range(1, depth[row] + 1):
            whole = (1 << PLACES) - 1
            for node in path[row, :height]:
                for figure in PLAY[1][move]:
                    whole &= hidden[node, figure] if figure >= 0 else whole
            assert opened(path, PLAY[1], hidden, *looks[:3], row, height, move) == whole


@pytest.mark.parametrize("seed", range(3))
def test_months_without_room_are_those_in_which_a_class_that_bounds_has_none(seed):
    _, tree, room = world(seed)
    can = looks_of(tree, PLAY, room)[3]
    for side, move, row, month in np.ndindex(2, 4, len(room), MONTHS):
        bounds = [room[row, c, month] > 0 for c in PLAY[0][side, move] if c >= 0]
        assert bool(can[side, move, row] >> month & 1) is all(bounds)


@pytest.mark.parametrize("seed", range(4))
def test_a_search_in_two_goes_hides_what_one_go_hides(seed):
    """The second goes on from what the first has hidden, with nothing looked up."""
    rng, tree, room = world(seed)
    price, hidden = np.ones((7, 2)), np.zeros((7, 2, PLACES), dtype=bool)
    hidden[:, :, rng.integers(0, PLACES, 3)] = True
    sums = np.zeros((2, 7, MONTHS))
    for row, below in enumerate(tree[0]):
        for node in below[: tree[1][row]]:
            sums[:, node] += room[row]
    targets = np.array([[h, n, 1 << t] for n in range(3, 7) for h in (0, 1) for t in (0, 5)])
    answers = []
    for parts in ((targets,), (targets[:7], targets[7:])):
        shown, given_up = hidden.copy(), []
        for part in parts:
            left = np.zeros(len(part), dtype=bool)
            one, five = np.ones(len(part)), np.full(len(part), 5.0)
            protect(tree, PLAY, shown, room, price, sums, part, one, five, left, False)
            given_up += left.tolist()
        answers.append((shown.tobytes(), given_up))
    assert answers[0] == answers[1]
