"""Controlled rounding, compiled: a total first, then its parts so that they add up to it.

Every part is rounded to one of the two multiples of the base beside it, which is always possible
down a tree (one-dimensional controlled rounding; Cox, 1987, doi:10.1080/01621459.1987.10478456).
Which parts go up is told by what each *owes*: what it has lost or gained in earlier months of the
year, from a beginning drawn at random; so that sums over months stay near what they are of.
"""

import numpy as np

from riktning.indicators.disclosure.flow import compiled

TINY = 1e-7
_NEVER = 1e9  # no part is raised twice, or above its cap, while another can be


@compiled
def floor_of(count, base):
    """The multiple of the base at or below a count."""
    return np.floor((count + TINY) / base) * base


@compiled
def _ends(counts, parent, order, cap, base):
    """The most that each node may become in a month, by the caps of what is below it."""
    most = np.zeros(len(counts))
    below = np.zeros(len(counts))
    parts = np.zeros(len(counts))
    for at in range(len(order) - 1, -1, -1):
        n = order[at]
        low = floor_of(counts[n], base)
        most[n] = low + base if counts[n] - low > TINY else low
        most[n] = min(most[n], cap[n], below[n] if parts[n] > 0 else cap[n])
        if parent[n] >= 0:
            below[parent[n]] += most[n]
            parts[parent[n]] += 1
    return most


@compiled
def _share(children, counts, owed, most, given, found, base):
    """Round the parts of one total, already rounded, so that they add up to it."""
    left = given
    for n in children:
        found[n] = floor_of(counts[n], base)
        left -= found[n]
    step = base if left > 0 else -base
    for _ in range(int(abs(left) / base + 0.5)):
        best, chosen = -np.inf, -1
        for n in children:
            score = (counts[n] - found[n] + owed[n]) * (1.0 if step > 0 else -1.0)
            if step > 0 and counts[n] - found[n] <= TINY:
                score -= 2 * _NEVER
            if step > 0 and found[n] + base > most[n] + TINY:
                score -= _NEVER
            if step < 0 and found[n] < base:
                score -= 4 * _NEVER
            if score > best:
                best, chosen = score, n
        found[chosen] += step


@compiled
def nested(counts, parent, order, phase, year, enters, cap, given, base):
    """Round a tree month by month; shape (nodes, months), as ``counts``.

    ``counts``: each node with all below it. ``parent``, ``order``: shape (months, nodes), a node's
    parent (−1 for a root, −2 where it is not), and the nodes from the root down (−1 after the
    last). ``phase``: shape (nodes, years), what is owed when a year begins. ``year``, ``enters``:
    shape (months,), the year's number, and whether the month is in any published sum. ``cap``: as
    counts, the most that a node should become. ``given``: shape (months,), what a root is rounded
    to, or −1.
    """
    nodes, months = counts.shape
    found = np.zeros((nodes, months))
    owed = np.zeros(nodes)
    for t in range(months):
        if t == 0 or year[t] != year[t - 1]:
            owed[:] = phase[:, year[t]]
        due = owed if enters[t] else phase[:, year[t]].copy()
        here = order[t][order[t] >= 0]
        most = _ends(counts[:, t], parent[t], here, cap[:, t], base)
        now = np.zeros(nodes)
        begin, child = _children(parent[t], here)
        for n in here:
            if parent[t, n] < 0:
                low = floor_of(counts[n, t], base)
                high = low + base if counts[n, t] - low > TINY else low
                now[n] = floor_of(counts[n, t] + due[n] + base / 2, base)
                now[n] = max(low, min(now[n], high, cap[n, t]))
                if given[t] >= 0:
                    now[n] = given[t]
            if begin[n + 1] > begin[n]:
                own = child[begin[n] : begin[n + 1]]
                _share(own, counts[:, t], due, most, now[n], now, base)
        found[:, t] = now
        if enters[t]:
            owed += counts[:, t] - now
    return found


@compiled
def _children(parent, here):
    """The children of every node: where each node's begin, and the children in that order."""
    begin = np.zeros(len(parent) + 1, np.int64)
    for n in here:
        if parent[n] >= 0:
            begin[parent[n] + 1] += 1
    begin = np.cumsum(begin)
    at, child = begin.copy(), np.empty(begin[-1], np.int64)
    for n in here:
        if parent[n] >= 0:
            child[at[parent[n]]] = n
            at[parent[n]] += 1
    return begin, child


@compiled
def _best(counts, found, owed, cap, row, short, sign, base):
    """The column in which a row is best raised (sign 1) or lowered (−1)."""
    best, chosen = -np.inf, 0
    for column in range(counts.shape[1]):
        score = sign * (counts[row, column] - found[row, column] + owed[row, column])
        if sign * short[column] > 0:
            score += _NEVER
        if sign > 0 and counts[row, column] - found[row, column] <= TINY:
            score -= _NEVER / 2
        if sign > 0 and found[row, column] + base > cap[row, column] + TINY:
            score -= _NEVER * 2
        if sign < 0 and found[row, column] < base:
            score -= 4 * _NEVER
        if score > best:
            best, chosen = score, column
    return chosen


@compiled
def table(counts, rows, columns, owed, cap, base, joint):
    """Round a table whose rows' and columns' sums are rounded already: shape (rows, columns).

    Every cell begins at the multiple below; that both sums are met may need a step more. The sums
    of ``rows`` and of ``columns`` are the same; unless ``joint``, columns need not be met. ``cap``:
    the most that a cell should become.
    """
    found = np.zeros(counts.shape)
    short = columns.copy()
    for row in range(counts.shape[0]):
        left = rows[row]
        for column in range(counts.shape[1]):
            found[row, column] = floor_of(counts[row, column], base)
            left -= found[row, column]
            short[column] -= found[row, column]
        sign = 1 if left > 0 else -1
        for _ in range(int(abs(left) / base + 0.5)):
            column = _best(counts, found, owed, cap, row, short, sign, base)
            found[row, column] += sign * base
            short[column] -= sign * base
    if joint:
        _even(counts, found, short, owed, cap, base)
    return found


@compiled
def _even(counts, found, short, owed, cap, base):
    """Move what one column has too much of to one that has too little, within a row."""
    while short.max() > TINY:
        to = np.argmax(short)
        best, row, off = -np.inf, -1, -1
        for r in range(counts.shape[0]):
            for c in range(counts.shape[1]):
                if short[c] < -TINY and found[r, c] > TINY:
                    gain = counts[r, to] - found[r, to] + owed[r, to]
                    gain -= counts[r, c] - found[r, c] + owed[r, c]
                    if found[r, to] + base > cap[r, to] + TINY:
                        gain -= _NEVER
                    if gain > best:
                        best, row, off = gain, r, c
        found[row, to] += base
        found[row, off] -= base
        short[to] -= base
        short[off] += base
