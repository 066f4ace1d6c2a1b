"""What to hide so that every small figure ranges far enough: the cheapest exchange, and the next.

Compiled; the arrays are those of ``flow``.
"""

import numpy as np

from riktning.indicators.disclosure.flow import NO_ROW, TINY, compiled, flow, give
from riktning.indicators.disclosure.shapes import (
    LENGTH,
    MONTHS,
    PLACES,
    TERTIALS,
    YEAR,
    Bools,
    Floats,
    Ints,
)

_MOST_STEPS = 60
_TERTIAL_PRICE, _YEAR_PRICE, _LOSS = 2.0, 4.0, 0.02
_SLACK = 0.5
_WITHIN_TERTIAL, _WITHIN_YEAR, _FREE = 0, 1, 2


@compiled
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


@compiled
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


@compiled
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


@compiled
def _keep(found, mine, height, other, far, m, months, scope):
    found[0], found[1], found[2], found[3] = mine, height, other, far
    found[4], found[5], found[6] = m, months, scope


@compiled
def _best_between(
    path, moves, changed, hidden, room, used, price, loss, mine, height, other, far, m, zone,
    need, best, found, ends, prices,
):  # fmt: skip
    """Looks at all the exchanges of two rows along a move; the best so far is kept in ``found``.

    ``ends`` (2, 12) is written on: how far in each month, in the zone there, elsewhere back; and
    ``prices`` (16,).
    """
    _reach(moves, room, used, mine, other, m, zone, True, need, ends)
    there, up, down = 0, 0.0, 0.0
    for t in range(MONTHS):
        if zone >> t & 1 and ends[0, t] + ends[1, t] > TINY:
            up, down, there = up + ends[0, t], down + ends[1, t], there | 1 << t
    if not there:
        return best
    for t in range(PLACES):
        prices[t] = 0.0
    _prices(path, changed, hidden, price, mine, height, m, zone, prices)
    _prices(path, changed, hidden, price, other, far, m, zone, prices)
    dear = _LOSS * loss[other] if other >= 0 else 0.0
    gain, cost = min(need, up + down), _cost(prices, there, _FREE)
    if cost > TINY and (cost + dear) / gain < best:
        best = (cost + dear) / gain
        _keep(found, mine, height, other, far, m, there, _FREE)
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
                _keep(found, mine, height, other, far, m, months, scope)
    return best


@compiled
def _cheapest(
    tree, play, hidden, room, used, price, loss, sums, target, worth, least, need,
    found, ends, prices, none,
):  # fmt: skip
    """The exchange that costs least for what it adds; False when none adds anything.

    Not above the first node that is itself large enough: what is hidden stays below it.
    """
    path, depth, first, row, place = tree
    moves, changed, of_first, of_move = play
    h, n, zone = target[0], target[1], target[2]
    best = np.inf
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
                            other, far, m, zone, need, best, found, ends, prices,
                        )  # fmt: skip
            if not outside:
                total = 0.0
                for t in range(MONTHS):
                    if zone >> t & 1:
                        total += sums[h, above, t]
                if total >= least:
                    break
    return best < np.inf


@compiled
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


def protect(
    tree: tuple[Ints, ...],
    play: tuple[Ints, ...],
    hidden: Bools,
    room: Floats,
    price: Floats,
    sums: Floats,
    targets: Ints,
    worth: Floats,
    leasts: Floats,
    left: Bools,
) -> None:
    """Hide, in place, until every target ranges far enough.

    ``targets`` (T, 3): count, node, zone of months as bits; ``worth`` (T): the price of its own
    figure; ``leasts`` (T): how far it must range. ``left`` (T) is set for those that nothing helps.
    ``price`` (N, G): of a month's figure; ``sums`` (H, N, 12).
    """
    loss = np.log1p(room[:, :-1].sum(axis=(1, 2)))
    used = np.zeros((2, *room.shape))
    dirty = np.zeros(len(room), dtype=np.bool_)
    found, ends, prices = np.zeros(7, dtype=np.int64), np.zeros((2, MONTHS)), np.zeros(PLACES)
    _protect(
        tree, play, hidden, room, price, sums, targets, worth, leasts, left,
        used, dirty, loss, found, ends, prices, np.zeros(0),
    )  # fmt: skip


@compiled
def _protect(
    tree, play, hidden, room, price, sums, targets, worth, leasts, left,
    used, dirty, loss, found, ends, prices, none,
):  # fmt: skip
    """As ``protect``, with arrays to write on."""
    path, changed = tree[0], play[1]
    for number in range(len(targets)):
        target, least = targets[number], leasts[number]
        for step in range(_MOST_STEPS + 1):
            _clean(used, dirty)
            need = least
            for end in range(2):
                if need > TINY:
                    need -= flow(tree, play, hidden, room, used[end], dirty, target, need, end == 0)
            if need <= TINY:
                break
            if step == _MOST_STEPS or not _cheapest(
                tree, play, hidden, room, used, price, loss, sums, target, worth[number], least,
                need, found, ends, prices, none,
            ):  # fmt: skip
                left[number] = True
                break
            for side in range(2):
                r, height = found[2 * side], found[2 * side + 1]
                _hide(path, changed, hidden, r, height, found[4], found[5], found[6])


@compiled
def _clean(used, dirty):
    for r in range(len(dirty)):
        if dirty[r]:
            dirty[r] = False
            for end in range(2):
                for c in range(used.shape[2]):
                    for t in range(MONTHS):
                        used[end, r, c, t] = 0.0
