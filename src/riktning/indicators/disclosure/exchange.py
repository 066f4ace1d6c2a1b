"""What to hide so that every small figure ranges far enough: the cheapest exchange, and the next.

Compiled; the arrays are those of ``flow``.
"""

import numba
import numpy as np

from riktning.indicators.disclosure.flow import NO_ROW, TINY, flow, give
from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, PLACES, TERTIALS, YEAR

_MOST_STEPS = 60
_TERTIAL_PRICE, _YEAR_PRICE, _LOSS = 2.0, 4.0, 0.02
_SLACK = 0.5
_WITHIN_TERTIAL, _WITHIN_YEAR, _FREE = 0, 1, 2


@numba.njit(cache=True)
def _prices(path, changed, hidden, price, r, height, m, zone, prices):
    """Adds what it costs to hide a row's figures at each place; the least that any exchange costs.

    ``prices`` is left as it is where it is empty.
    """
    least = 0.0
    if r < 0:
        return least
    for i in range(height):
        n = path[r, i]
        for f in range(changed.shape[1]):
            g = changed[m, f]
            if g < 0:
                break
            for t in range(len(prices)):
                if not hidden[n, g, t]:
                    much = _TERTIAL_PRICE if t >= MONTHS else 1.0
                    prices[t] += price[n, g] * (much if t < YEAR else _YEAR_PRICE)
            shown = True
            for t in range(MONTHS):
                shown = shown and not (zone >> t & 1 and hidden[n, g, t])
            least += price[n, g] * shown
            for part in range(TERTIALS):
                if zone >> (part * LENGTH) & 15 == 15 and not hidden[n, g, MONTHS + part]:
                    least += _TERTIAL_PRICE * price[n, g]
                    break
    return least


@numba.njit(cache=True)
def _cost(prices, months, scope):
    cost = 0.0
    for t in range(MONTHS):
        if months >> t & 1:
            cost += prices[t]
    if scope != _WITHIN_TERTIAL:
        for part in range(TERTIALS):
            if months >> (part * LENGTH) & 15:
                cost += prices[MONTHS + part]
    return cost + prices[YEAR] if scope == _FREE else cost


@numba.njit(cache=True)
def _reach(moves, room, used, mine, other, m, months, there, need, ends):
    """How far two rows can go along a move, ``there`` or back, in each of some months."""
    for t in range(MONTHS):
        if months >> t & 1:
            for end in range(2):
                first = (end == 0) == there
                ends[end, t] = min(
                    give(moves, room, used[end], mine, m, t, first),
                    give(moves, room, used[end], other, m, t, not first),
                    need,
                )


@numba.njit(cache=True)
def _best_between(
    path,
    moves,
    changed,
    hidden,
    room,
    used,
    price,
    loss,
    mine,
    height,
    other,
    far,
    m,
    zone,
    need,
    best,
    found,
):
    """Looks at all the exchanges of two rows along a move; the best so far is kept in ``found``."""
    ends = np.zeros((2, MONTHS))  # how far in each month: in the zone there, elsewhere back
    _reach(moves, room, used, mine, other, m, zone, True, need, ends)
    there, up, down = 0, 0.0, 0.0
    for t in range(MONTHS):
        if zone >> t & 1 and ends[0, t] + ends[1, t] > TINY:
            up, down, there = up + ends[0, t], down + ends[1, t], there | 1 << t
    if not there:
        return best
    prices = np.zeros(PLACES)
    _prices(path, changed, hidden, price, mine, height, m, zone, prices)
    _prices(path, changed, hidden, price, other, far, m, zone, prices)
    dear = _LOSS * loss[other] if other >= 0 else 0.0
    gain, cost = min(need, up + down), _cost(prices, there, _FREE)
    if cost > TINY and (cost + dear) / gain < best:
        best = (cost + dear) / gain
        found[:] = (mine, height, other, far, m, there, _FREE)
    one = -1  # the tertial that all of the zone lies in
    for part in range(TERTIALS):
        if there & ~(15 << (part * LENGTH)) == 0:
            one = part
    _reach(moves, room, used, mine, other, m, ~zone, False, need, ends)
    monthly = False  # whether months are published, so that one is cheaper than all of a tertial
    for t in range(MONTHS):
        monthly = monthly or prices[t] > 0
    for option in range(0 if monthly else MONTHS, MONTHS + TERTIALS):
        part = option // LENGTH if option < MONTHS else option - MONTHS
        back = (1 << option if option < MONTHS else 15 << (part * LENGTH)) & ~zone
        rise, fall, months = 0.0, 0.0, there
        for t in range(MONTHS):
            if back >> t & 1 and ends[0, t] + ends[1, t] > TINY:
                rise, fall, months = rise + ends[0, t], fall + ends[1, t], months | 1 << t
        gain = min(need, min(up, rise) + min(down, fall))
        if gain > TINY:
            scope = _WITHIN_TERTIAL if part == one else _WITHIN_YEAR
            cost = _cost(prices, months, scope)
            if cost > TINY and (cost + dear) / gain < best:
                best = (cost + dear) / gain
                found[:] = (mine, height, other, far, m, months, scope)
    return best


@numba.njit(cache=True)
def _cheapest(tree, play, hidden, room, used, price, loss, sums, target, worth, least, need, found):
    """The exchange that costs least for what it adds; False when none adds anything.

    Not above the first node that is itself large enough: what is hidden stays below it.
    """
    path, depth, first, row, place = tree
    moves, changed, of_first, of_move = play
    h, n, zone = target
    best, none = np.inf, np.zeros(0)
    for x in range(first[n], first[n + 1]):
        mine = row[x]
        for height in range(place[x] + 1, depth[mine] + 1):
            outside = height == depth[mine]
            above = NO_ROW if outside else path[mine, height]
            begin = 0 if outside else first[above]
            dear = np.inf
            for z in range(of_first[h], of_first[h + 1]):
                costs = _prices(path, changed, hidden, price, mine, height, of_move[z], zone, none)
                dear = min(dear, costs)
            dear += _SLACK * worth
            for z in range(of_first[h], of_first[h + 1]):
                m = of_move[z]
                mine_costs = _prices(path, changed, hidden, price, mine, height, m, zone, none)
                if mine_costs >= best * need or (mine_costs > dear and best < np.inf):
                    continue
                for y in range(begin, 1 if outside else first[above + 1]):
                    other = NO_ROW if outside else row[y]
                    far = 0 if outside else place[y]
                    if not outside and path[other, far - 1] == path[mine, height - 1]:
                        continue
                    costs = _prices(path, changed, hidden, price, other, far, m, zone, none)
                    if mine_costs + costs < best * need:
                        best = _best_between(
                            path, moves, changed, hidden, room, used, price, loss, mine, height,
                            other, far, m, zone, need, best, found,
                        )  # fmt: skip
            if not outside:
                total = 0.0
                for t in range(MONTHS):
                    if zone >> t & 1:
                        total += sums[h, above, t]
                if total >= least:
                    break
    return best < np.inf


@numba.njit(cache=True)
def _hide(path, changed, hidden, r, height, m, months, scope):
    if r < 0:
        return
    for i in range(height):
        for f in range(changed.shape[1]):
            g = changed[m, f]
            if g < 0:
                break
            at = hidden[path[r, i], g]
            for t in range(MONTHS):
                if months >> t & 1:
                    at[t] = True
                    if scope != _WITHIN_TERTIAL:
                        at[MONTHS + t // LENGTH] = True
            if scope == _FREE:
                at[YEAR] = True


@numba.njit(cache=True)
def protect(tree, play, hidden, room, price, sums, targets, worth, leasts, left):
    """Hide, in place, until every target ranges far enough.

    ``targets`` (T, 3): count, node, zone of months as bits; ``worth`` (T): the price of its own
    figure; ``leasts`` (T): how far it must range. ``left`` (T) is set for those that nothing helps.
    ``price`` (N, G): of a month's figure; ``sums`` (H, N, 12).
    """
    found = np.zeros(7, dtype=np.int64)
    rows = room.shape[0]
    used = np.zeros((2, *room.shape))
    dirty = np.zeros(rows, dtype=np.bool_)
    loss = np.zeros(rows)
    for r in range(rows):
        loss[r] = np.log1p(room[r, :-1].sum())
    for number in range(len(targets)):
        target, least = targets[number], leasts[number]
        for step in range(_MOST_STEPS + 1):
            for r in range(rows):
                if dirty[r]:
                    used[:, r] = 0.0
                    dirty[r] = False
            need = least
            for end in range(2):
                need -= flow(tree, play, hidden, room, used[end], dirty, target, need, end == 0)
                if need <= TINY:
                    break
            if need <= TINY:
                break
            if step == _MOST_STEPS or not _cheapest(
                tree, play, hidden, room, used, price, loss, sums, target, worth[number], least,
                need, found,
            ):  # fmt: skip
                left[number] = True
                break
            mine, height, other, far, m, months, scope = found
            _hide(tree[0], play[1], hidden, mine, height, m, months, scope)
            _hide(tree[0], play[1], hidden, other, far, m, months, scope)
