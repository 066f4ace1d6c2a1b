"""How far a figure can range as things are hidden: compiled loops over rows, months and partners.

A *row* is what is counted at one end of a tree; its path are the nodes whose figures it is part of.
An *exchange* moves persons of one row to another row in some months and back in others, so that no
figure of a node that both are below changes, nor any sum over time; the nodes between change, and
their figures must be hidden in these months. Along with rows and months a third dimension is
exchanged: a *move* shifts persons between classes (sex and age), or is the count itself.

The range is found from below: one exchange after the other uses up what is there (a feasible flow
in the network of Gusfield 1988, doi:10.1137/0217034).

Arrays: R rows, N nodes, C classes, G figures a node, H counts that are targets. ``tree``: ``path``
(R, depth), a row's nodes upwards, ``depth`` (R) of them; ``first`` (N + 1), ``row``, ``place``: the
rows below each node, and where on their path it is. ``play``: ``moves`` (2, M, ·), the classes that
gain and those that lose by one, and ``changed`` (M, ·), the figures that change, −1 for none;
``of_first`` (H + 1), ``of_move``: the moves that let a count gain. ``room`` (R, C, 12): how far
each may fall (a rise knows no bound). ``used`` (2, R, C, 12): what exchanges took of it, when
raising the count and when lowering it. ``hidden`` (N, G): where a figure is hidden or not
published, as bits: twelve months, three tertials, the year. A ``target`` is a count, a node, and a
zone of months, as bits.
"""

import numba
import numpy as np

from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, PLACES, TERTIALS, YEAR

NO_ROW, TINY = -1, 1e-9
ALL = (1 << PLACES) - 1
compiled = numba.njit(cache=True, error_model="numpy", nogil=True)  # families side by side


@compiled
def give(moves, room, used, r, m, t, rising):
    """How far a row can still go along a move, or against it, in a month."""
    far = np.inf
    if r >= 0:
        side = 1 if rising else 0  # a view of the classes would be counted as one in use: dear
        for i in range(moves.shape[2]):
            c = moves[side, m, i]
            if c < 0:
                break
            far = min(far, room[r, c, t] - used[r, c, t])
    return far


@compiled
def _take(moves, used, r, m, t, rising, much):
    if r >= 0:
        side = 1 if rising else 0
        for i in range(moves.shape[2]):
            c = moves[side, m, i]
            if c < 0:
                break
            used[r, c, t] += much


@compiled
def opened(path, changed, hidden, r, height, m, zone):
    """The places, as bits, where all that a move of a row changes below some height is hidden.

    Right in a zone, and elsewhere as long as there is one in the zone: it is looked no further.
    """
    found = ALL
    if r >= 0:
        for i in range(height):
            n = path[r, i]
            for f in range(changed.shape[1]):
                g = changed[m, f]
                if g < 0:
                    break
                found &= hidden[n, g]
                if found & zone == 0:
                    return 0
    return found


@compiled
def _between(moves, room, used, mine, other, m, zone, free, need, rises):
    """What two rows add along one move, where all that it changes is hidden (``free``)."""
    got = 0.0
    for part in range(TERTIALS):
        within = zone >> (part * LENGTH) & 15
        wide = free >> (MONTHS + part) & 1
        if not within or (within == 15 and not wide):
            continue
        for t in range(part * LENGTH, part * LENGTH + LENGTH):
            if not (zone & free) >> t & 1:
                continue
            left = min(give(moves, room, used, mine, m, t, rises), need - got)
            left = min(left, give(moves, room, used, other, m, t, not rises))
            if left <= TINY:
                continue
            if wide and free >> YEAR & 1:
                _take(moves, used, mine, m, t, rises, left)
                _take(moves, used, other, m, t, not rises, left)
                got += left
                continue
            for u in range(MONTHS):
                same = u // LENGTH == part
                if (zone | ~free) >> u & 1 or not (wide or same) or left <= TINY:
                    continue
                if not same and not free >> (MONTHS + u // LENGTH) & 1:
                    continue
                much = min(left, give(moves, room, used, mine, m, u, not rises))
                much = min(much, give(moves, room, used, other, m, u, rises))
                if much <= TINY:
                    continue
                _take(moves, used, mine, m, t, rises, much)
                _take(moves, used, other, m, t, not rises, much)
                _take(moves, used, mine, m, u, not rises, much)
                _take(moves, used, other, m, u, rises, much)
                got += much
                left -= much
    return got


@compiled
def flow(tree, play, hidden, room, used, dirty, target, need, rises):
    """How far a count can rise, or fall, in a zone of months; stops at ``need``."""
    path, depth, first, row, place = tree
    moves, changed, of_first, of_move = play
    h, n, zone = target[0], target[1], target[2]
    got = 0.0
    for x in range(first[n], first[n + 1]):
        mine = row[x]
        for height in range(place[x] + 1, depth[mine] + 1):
            outside = height == depth[mine]
            above = NO_ROW if outside else path[mine, height]
            begin = 0 if outside else first[above]
            reached = False
            for z in range(of_first[h], of_first[h + 1]):
                m = of_move[z]
                free = opened(path, changed, hidden, mine, height, m, zone)
                more = 0.0
                for t in range(MONTHS):
                    if (zone & free) >> t & 1:
                        more = max(more, give(moves, room, used, mine, m, t, rises))
                reached = reached or zone & free != 0
                if more <= TINY:
                    continue
                for y in range(begin, 1 if outside else first[above + 1]):
                    other = NO_ROW if outside else row[y]
                    far = 0 if outside else place[y]
                    if not outside and path[other, far - 1] == path[mine, height - 1]:
                        continue
                    both = free & opened(path, changed, hidden, other, far, m, zone)
                    if not both & zone:
                        continue
                    more = _between(
                        moves, room, used, mine, other, m, zone, both, need - got, rises
                    )
                    if more > 0:
                        got += more
                        dirty[mine] = True
                        if not outside:
                            dirty[other] = True
                        if got >= need - TINY:
                            return got
            if not reached:
                break
    return got
