"""What it costs to hide all that an exchange changes; the arrays are those of ``flow``."""

from riktning.indicators.disclosure.flow import ALL, compiled
from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, PLACES, TERTIALS, YEAR

WITHIN_TERTIAL, WITHIN_YEAR, FREE = 0, 1, 2  # how far around the months of an exchange sums change
_TERTIAL_PRICE, _YEAR_PRICE = 2.0, 4.0


@compiled
def prices_of(path, changed, hidden, price, r, height, m, prices):
    """Adds what it costs to hide a row's figures at each place."""
    if r < 0:
        return
    for i in range(height):
        n = path[r, i]
        for f in range(changed.shape[1]):
            g = changed[m, f]
            if g < 0:
                break
            there = hidden[n, g]
            if there == ALL:
                continue
            for t in range(PLACES):
                if not there >> t & 1:
                    much = _TERTIAL_PRICE if t >= MONTHS else 1.0
                    prices[t] += price[n, g] * (much if t < YEAR else _YEAR_PRICE)


@compiled
def bound(path, changed, hidden, price, r, height, m, zone, whole):
    """The least that any exchange of a row costs. ``whole``: the tertials within the zone."""
    least = 0.0
    for i in range(height):
        n = path[r, i]
        for f in range(changed.shape[1]):
            g = changed[m, f]
            if g < 0:
                break
            there = hidden[n, g]
            least += price[n, g] * (zone & there == 0)
            if whole & ~there:
                least += _TERTIAL_PRICE * price[n, g]
    return least


@compiled
def within(zone):
    """The tertials that lie within a zone whole, as bits of places."""
    found = 0
    for part in range(TERTIALS):
        if zone >> (part * LENGTH) & 15 == 15:
            found |= 1 << (MONTHS + part)
    return found


@compiled
def cost_of(prices, months, scope):
    cost = 0.0
    for t in range(MONTHS):
        if months >> t & 1:
            cost += prices[t]
    if scope != WITHIN_TERTIAL:
        for part in range(TERTIALS):
            if months >> (part * LENGTH) & 15:
                cost += prices[MONTHS + part]
    return cost + prices[YEAR] if scope == FREE else cost
