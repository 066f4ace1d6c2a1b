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
zone of months, as bits. ``looks``: what is worked out once (see the module of that name).
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
def opened(path, changed, hidden, bits, at, version, r, height, m):
    """The places, as bits, where all that a move of a row changes below some height is hidden.

    Looked for again only when something of the row has been hidden since.
    """
    if r < 0:
        return ALL
    if at[m, height, r] != version[height, r]:
        found = ALL
        for i in range(height):
            n = path[r, i]
            for f in range(changed.shape[1]):
                g = changed[m, f]
                if g < 0 or found == 0:
                    break
                found &= hidden[n, g]
        bits[m, height, r] = found
        at[m, height, r] = version[height, r]
    return bits[m, height, r]


@compiled
def touch(tree, version, n):
    """Note that something of a node has been hidden: for all rows below it, above it."""
    _, _, first, row, place = tree
    for x in range(first[n], first[n + 1]):
        for height in range(place[x] + 1, len(version)):
            version[height, row[x]] += 1


@compiled
def _opened_by_any(path, changed, hidden, looks, of_first, of_move, r, height, h):
    """The places where all that some move that lets a count gain changes is hidden."""
    bits, at, version, _, some, some_at = looks
    if some_at[h, height, r] != version[height, r]:
        found = 0
        for z in range(of_first[h], of_first[h + 1]):
            found |= opened(path, changed, hidden, bits, at, version, r, height, of_move[z])
        some[h, height, r] = found
        some_at[h, height, r] = version[height, r]
    return some[h, height, r]


@compiled
def _may_even_out(there, back, free):
    """Whether any month of ``there`` can be evened out, in itself or in one of ``back``."""
    for part in range(TERTIALS):
        if there >> (part * LENGTH) & 15:
            wide = free >> (MONTHS + part) & 1
            if back >> (part * LENGTH) & 15 or (wide and free >> YEAR & 1):
                return True
            for other in range(TERTIALS):
                both = wide and free >> (MONTHS + other) & 1
                if both and back >> (other * LENGTH) & 15:
                    return True
    return False


@compiled
def _still(moves, room, used, r, m, rising, months):
    """Those of some months in which a row can still go along a move, or against it."""
    found = 0
    for t in range(MONTHS):
        if months >> t & 1 and give(moves, room, used, r, m, t, rising) > TINY:
            found |= 1 << t
    return found


@compiled
def _between(moves, room, used, mine, other, m, there, back, free, need, rises):
    """What two rows add along one move, where all that it changes is hidden (``free``).

    ``there`` and ``back``: months in and out of the zone in which both can go.
    """
    got = 0.0
    for t in range(MONTHS):
        if not there >> t & 1:
            continue
        left = min(give(moves, room, used, mine, m, t, rises), need - got)
        left = min(left, give(moves, room, used, other, m, t, not rises))
        if left <= TINY:
            continue
        part = t // LENGTH
        wide = free >> (MONTHS + part) & 1
        if wide and free >> YEAR & 1:
            _take(moves, used, mine, m, t, rises, left)
            _take(moves, used, other, m, t, not rises, left)
            got += left
            continue
        for u in range(MONTHS):
            same = u // LENGTH == part
            if not back >> u & 1 or not (wide or same) or left <= TINY:
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
def flow(tree, play, looks, hidden, room, used, dirty, target, need, rises):
    """How far a count can rise, or fall, in a zone of months; stops at ``need``."""
    path, depth, first, row, place = tree
    moves, changed, of_first, of_move = play
    bits, at, version, can = looks[0], looks[1], looks[2], looks[3]
    h, n, zone = target[0], target[1], target[2]
    gains = 1 if rises else 0  # the side that bounds a row in the zone, and its partner elsewhere
    loses = 1 - gains
    got = 0.0
    for x in range(first[n], first[n + 1]):
        mine = row[x]
        for height in range(place[x] + 1, depth[mine] + 1):
            outside = height == depth[mine]
            above = NO_ROW if outside else path[mine, height]
            begin = 0 if outside else first[above]
            if not zone & _opened_by_any(
                path, changed, hidden, looks, of_first, of_move, mine, height, h
            ):
                break
            for z in range(of_first[h], of_first[h + 1]):
                m = of_move[z]
                free = opened(path, changed, hidden, bits, at, version, mine, height, m)
                there, back = zone & free & can[gains, m, mine], ~zone & free & can[loses, m, mine]
                if there and dirty[mine]:
                    there = _still(moves, room, used, mine, m, rises, there)
                    back = _still(moves, room, used, mine, m, not rises, back)
                if not there or not _may_even_out(there, back, free):
                    continue
                for y in range(begin, 1 if outside else first[above + 1]):
                    other = NO_ROW if outside else row[y]
                    far = 0 if outside else place[y]
                    both, ours, theirs = free, there, back
                    if not outside:
                        ours, theirs = there & can[loses, m, other], back & can[gains, m, other]
                        if not ours or path[other, far - 1] == path[mine, height - 1]:
                            continue
                        both &= opened(path, changed, hidden, bits, at, version, other, far, m)
                        ours, theirs = ours & both, theirs & both
                        if ours and dirty[other]:
                            ours = _still(moves, room, used, other, m, not rises, ours)
                            theirs = _still(moves, room, used, other, m, rises, theirs)
                        if not ours or not _may_even_out(ours, theirs, both):
                            continue
                    more = _between(
                        moves, room, used, mine, other, m, ours, theirs, both, need - got, rises
                    )
                    if more > 0:
                        got += more
                        dirty[mine] = True
                        if not outside:
                            dirty[other] = True
                        if got >= need - TINY:
                            return got
                        there = _still(moves, room, used, mine, m, rises, there)
                        back = _still(moves, room, used, mine, m, not rises, back)
                        if not _may_even_out(there, back, free):
                            break
    return got
    return got
