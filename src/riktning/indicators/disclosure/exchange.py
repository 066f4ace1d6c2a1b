"""What to hide so that every small figure ranges far enough: the cheapest exchange, and the next.

Compiled; the arrays are those of ``flow``.
"""

import numpy as np

from riktning.indicators.disclosure.flow import ALL, NO_ROW, TINY, compiled, flow, touch
from riktning.indicators.disclosure.looks import looks_of, memo_of
from riktning.indicators.disclosure.prices import (
    FREE,
    WITHIN_TERTIAL,
    WITHIN_YEAR,
    bound,
    cost_of,
    prices_of,
    within,
)
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
_LOSS = 0.02
_SLACK = 0.5
_NEARLY = 1.0 + 1e-9  # further off than the same sum in another order
_PLACE = np.arange(PLACES)


@compiled
def _note_reach(moves, room, used, dirty, r, m, z, far, noted, now):
    """How far a row can go along a move: when raising and when lowering, falling and rising.

    ``far`` (R, Z, 2, 2, 12), noted for the next time; the last row is none, and knows no bound.
    What holds as long as nothing is used of a row is noted under the number of the move, below 0.
    """
    if r < 0:
        return
    holds = now if dirty[r] else -1 - m
    if noted[r, z] == holds:
        return
    noted[r, z] = holds
    for end in range(2):
        for rising in range(2):
            for t in range(MONTHS):
                far[r, z, end, rising, t] = np.inf
            for i in range(moves.shape[2]):
                c = moves[rising, m, i]
                if c < 0:
                    break
                for t in range(MONTHS):
                    left = room[r, c, t] - used[end, r, c, t]
                    far[r, z, end, rising, t] = min(far[r, z, end, rising, t], left)


@compiled
def _reach(far, mine, other, z, months, there, need, ends):
    """How far two rows can go along a move, ``there`` or back, in each of some months."""
    for end in range(2):
        first = 1 if (end == 0) == there else 0
        for t in range(MONTHS):
            if months >> t & 1:
                mine_far, other_far = far[mine, z, end, first, t], far[other, z, end, 1 - first, t]
                ends[end, t] = min(mine_far, other_far, need)


@compiled
def _is_fixed(far, r, z, zone):
    """Whether a row can go nowhere along a move, in any month of a zone."""
    for t in range(MONTHS):
        if zone >> t & 1 and far[r, z, 0, 1, t] + far[r, z, 1, 0, t] > TINY:
            return False
    return True


@compiled
def _keep(found, mine, height, other, far, m, months, scope):
    found[0], found[1], found[2], found[3] = mine, height, other, far
    found[4], found[5], found[6] = m, months, scope


@compiled
def _best_between(
    path, changed, hidden, price, version, mine, height, other, below, m, z, zone, need, dear, far,
    costs, noted, best, found, ends, prices,
):  # fmt: skip
    """Looks at all the exchanges of two rows along a move; the best so far is kept in ``found``.

    ``far`` and ``costs``: what is noted of the rows; ``dear``: what the other is worth. Written on:
    ``ends`` (2, 12), how far in each month, in the zone there, elsewhere back; ``prices`` (16,).
    """
    _reach(far, mine, other, z, zone, True, need, ends)
    there, up, down = 0, 0.0, 0.0
    for t in range(MONTHS):
        if zone >> t & 1 and ends[0, t] + ends[1, t] > TINY:
            up, down, there = up + ends[0, t], down + ends[1, t], there | 1 << t
    if not there:
        return best
    for r, high in ((mine, height), (other, below)):
        _note_prices(path, changed, hidden, price, version, r, high, m, z, costs, noted, prices)
    for t in range(PLACES):
        prices[t] = costs[mine, height, z, t] + costs[other, below, z, t]
    nearly = best * _NEARLY
    if (cost_of(prices, there, WITHIN_TERTIAL) + dear) / min(need, up + down) >= nearly:
        return best  # whatever else it takes comes on top
    _reach(far, mine, other, z, ~zone, False, need, ends)
    if _best_option(prices, ends, zone, there, up, down, need, dear, nearly)[0] >= nearly:
        return best
    for t in range(PLACES):  # added in the same order as ever: of equals the same is chosen
        prices[t] = costs[mine, height, z, t]
    prices_of(path, changed, hidden, price, other, below, m, prices)
    cost, months, scope = _best_option(prices, ends, zone, there, up, down, need, dear, best)
    if cost < best:
        _keep(found, mine, height, other, below, m, months, scope)
    return cost


@compiled
def _best_option(prices, ends, zone, there, up, down, need, dear, best):
    """What to move back when: what the cheapest costs for what it adds, its months and its scope.

    ``best``, and nothing, where none costs less.
    """
    all_months, chosen = 0, FREE
    gain, cost = min(need, up + down), cost_of(prices, there, FREE)
    if cost > TINY and (cost + dear) / gain < best:
        best, all_months = (cost + dear) / gain, there
    one = -1  # the tertial that all of the zone lies in
    for part in range(TERTIALS):
        if there & ~(15 << (part * LENGTH)) == 0:
            one = part
    monthly = False  # whether months are published, so that one is cheaper than all of a tertial
    for t in range(MONTHS):
        monthly = monthly or prices[t] > 0
    least = cost_of(prices, there, WITHIN_TERTIAL)
    for option in range(0 if monthly else MONTHS, MONTHS + TERTIALS):
        part = option // LENGTH if option < MONTHS else option - MONTHS
        first = option if option < MONTHS else part * LENGTH
        rise, fall, months = 0.0, 0.0, there
        for t in range(first, option + 1 if option < MONTHS else first + LENGTH):
            if not zone >> t & 1 and ends[0, t] + ends[1, t] > TINY:
                rise, fall, months = rise + ends[0, t], fall + ends[1, t], months | 1 << t
        gain = min(need, min(up, rise) + min(down, fall))
        if gain <= TINY or (least + dear) / gain >= best:
            continue
        scope = WITHIN_TERTIAL if part == one else WITHIN_YEAR
        cost = cost_of(prices, months, scope)
        if cost > TINY and (cost + dear) / gain < best:
            best, all_months, chosen = (cost + dear) / gain, months, scope
    return best, all_months, chosen


@compiled
def _least(path, changed, hidden, price, version, r, height, m, zone, whole, z, costs, noted):
    """The least that an exchange of a row below some height costs, noted for the next time.

    ``costs`` (R, heights, Z, 17): what it hides by place (see ``_note_prices``), and that; the last
    row is none. ``noted`` (2, R, heights, Z): for which version of what is hidden, move and zone.
    """
    if r >= 0:
        holds = ((version[height, r] * len(changed) + m) << MONTHS) + zone
        if noted[0, r, height, z] != holds:
            noted[0, r, height, z] = holds
            least = bound(path, changed, hidden, price, r, height, m, zone, whole)
            costs[r, height, z, PLACES] = least
    return costs[r, height, z, PLACES]


@compiled
def _least_of(
    path, changed, hidden, price, version, r, height, of_move, begin, count, zone, whole,
    costs, noted,
):  # fmt: skip
    """The least that any of a count's moves costs of a row below some height."""
    dear = np.inf
    for z in range(count):
        m = of_move[begin + z]
        much = _least(
            path, changed, hidden, price, version, r, height, m, zone, whole, z, costs, noted
        )
        dear = min(dear, much)
    return dear


@compiled
def _note_prices(path, changed, hidden, price, version, r, height, m, z, costs, noted, prices):
    """What an exchange of a row below some height hides by place, noted for the next time."""
    if r < 0:
        return
    holds = version[height, r] * len(changed) + m
    if noted[1, r, height, z] == holds:
        return
    noted[1, r, height, z] = holds
    prices[:] = 0.0
    prices_of(path, changed, hidden, price, r, height, m, prices)
    for t in range(PLACES):
        costs[r, height, z, t] = prices[t]


@compiled
def _in_zone(sums, h, n, zone):
    """What is counted at a node in the months of a zone."""
    total = 0.0
    for t in range(MONTHS):
        if zone >> t & 1:
            total += sums[h, n, t]
    return total


@compiled
def _cheapest(
    tree, play, looks, hidden, room, used, dirty, price, loss, sums, target, worth, least, need,
    beyond, found, writing, memo, now,
):  # fmt: skip
    """The exchange that costs least for what it adds; False when none adds anything.

    Not above the first node that is itself large enough: what is hidden stays below it; or, where
    nothing below helps, that is ``beyond`` times as large. ``now``: the number of this choice,
    since what was noted in another no longer holds.
    """
    path, depth, first, row, place = tree
    moves, changed, of_first, of_move = play
    version, can = looks[2], looks[3]
    ends, prices = writing
    costs, cost_noted, far, far_noted = memo
    h, n, zone = target[0], target[1], target[2]
    begin_move, count = of_first[h], of_first[h + 1] - of_first[h]
    best, whole = np.inf, within(zone)
    for x in range(first[n], first[n + 1]):
        mine = row[x]
        for height in range(place[x] + 1, depth[mine] + 1):
            outside = height == depth[mine]
            above = NO_ROW if outside else path[mine, height]
            begin = 0 if outside else first[above]
            dear = _SLACK * worth + _least_of(
                path, changed, hidden, price, version, mine, height, of_move, begin_move, count,
                zone, whole, costs, cost_noted,
            )  # fmt: skip
            for z in range(count):
                m, mine_costs = of_move[begin_move + z], costs[mine, height, z, PLACES]
                rising, falling = zone & can[1, m, mine], zone & can[0, m, mine]
                too_dear = mine_costs >= best * need or (mine_costs > dear and best < np.inf)
                if too_dear or not rising | falling:
                    continue
                _note_reach(moves, room, used, dirty, mine, m, z, far, far_noted, now)
                if _is_fixed(far, mine, z, zone):
                    continue
                for y in range(begin, 1 if outside else first[above + 1]):
                    other = NO_ROW if outside else row[y]
                    below = 0 if outside else place[y]
                    if not outside and path[other, below - 1] == path[mine, height - 1]:
                        continue
                    if not (outside or rising & can[0, m, other] | falling & can[1, m, other]):
                        continue
                    other_costs = _least(
                        path, changed, hidden, price, version, other, below, m, zone,
                        whole, z, costs, cost_noted,
                    )  # fmt: skip
                    if mine_costs + other_costs < best * need:
                        _note_reach(moves, room, used, dirty, other, m, z, far, far_noted, now)
                        best = _best_between(
                            path, changed, hidden, price, version, mine, height, other, below, m, z,
                            zone, need, _LOSS * loss[other] if other >= 0 else 0.0, far, costs,
                            cost_noted, best, found, ends, prices,
                        )  # fmt: skip
            if not outside:
                counted = _in_zone(sums, h, above, zone)
                if counted >= least and (best < np.inf or counted >= beyond * least):
                    break
    return best < np.inf


@compiled
def _hide(tree, changed, hidden, version, r, height, m, months, scope):
    """Hide what an exchange of a row below some height changes, and note whom it concerns."""
    path = tree[0]
    if r < 0:
        return
    places = months
    for part in range(TERTIALS):
        if scope != WITHIN_TERTIAL and months >> (part * LENGTH) & 15:
            places |= 1 << (MONTHS + part)
    if scope == FREE:
        places |= 1 << YEAR
    for i in range(height):
        n, more = path[r, i], 0
        for f in range(changed.shape[1]):
            g = changed[m, f]
            if g < 0:
                break
            more |= places & ~hidden[n, g]
            hidden[n, g] |= places
        if more:
            touch(tree, version, n)


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
    whole: bool,
    beyond: float = 1.0,
) -> None:
    """Hide, in place, until every target ranges far enough.

    ``hidden`` (N, G, 16) is as in ``flow``, but with a truth for each place.
    ``targets`` (T, 3): count, node, zone of months as bits; ``worth`` (T): the price of its own
    figure; ``leasts`` (T): how far it must range. ``left`` (T) is set for those that nothing helps.
    ``price`` (N, G): of a month's figure; ``sums`` (H, N, 12). ``whole``: what nothing helps hides
    all of its node but figures without a price, which then lets others range. ``beyond``: how many
    times as large as it must range a node is that no partner is sought above, where none is below.
    """
    bits = hidden @ (1 << _PLACE)
    loss = np.log1p(room[:, :-1].sum(axis=(1, 2)))
    used = np.zeros((2, *room.shape))
    dirty = np.zeros(len(room), dtype=np.bool_)
    found = np.zeros(7, dtype=np.int64)
    writing = np.zeros((2, MONTHS)), np.zeros(PLACES)
    _protect(
        tree, play, looks_of(tree, play, room), bits, room, price, sums, targets, worth, leasts,
        left, whole, beyond, used, dirty, loss, found, writing, memo_of(tree, play),
    )  # fmt: skip
    hidden[:] = bits[..., None] >> _PLACE & 1


@compiled
def _protect(
    tree, play, looks, hidden, room, price, sums, targets, worth, leasts, left, whole, beyond,
    used, dirty, loss, found, writing, memo,
):  # fmt: skip
    """As ``protect``, with arrays to write on."""
    changed, version = play[1], looks[2]
    choices = 0
    for number in range(len(targets)):
        target, least = targets[number], leasts[number]
        for step in range(_MOST_STEPS + 1):
            _clean(used, dirty)
            need = least
            for end in range(2):
                if need > TINY:
                    need -= flow(
                        tree, play, looks, hidden, room, used[end], dirty, target, need, end == 0
                    )
            if need <= TINY:
                break
            choices += 1
            if step == _MOST_STEPS or not _cheapest(
                tree, play, looks, hidden, room, used, dirty, price, loss, sums, target,
                worth[number], least, need, beyond, found, writing, memo, choices,
            ):  # fmt: skip
                left[number] = True
                if whole:
                    _lose(tree, hidden, version, price, target[1])
                break
            for side in range(2):
                r, height = found[2 * side], found[2 * side + 1]
                _hide(tree, changed, hidden, version, r, height, found[4], found[5], found[6])


@compiled
def _lose(tree, hidden, version, price, n):
    for g in range(hidden.shape[1]):
        if price[n, g] < np.inf:
            hidden[n, g] = ALL
    touch(tree, version, n)


@compiled
def _clean(used, dirty):
    for r in range(len(dirty)):
        if dirty[r]:
            dirty[r] = False
            for end in range(2):
                for c in range(used.shape[2]):
                    for t in range(MONTHS):
                        used[end, r, c, t] = 0.0
