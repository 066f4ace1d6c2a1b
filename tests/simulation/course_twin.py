"""The kernel once more in plain Python, one person after the other: slow, and easy to follow."""

import math
from collections import Counter

import numpy as np

from riktning.simulation.beds.feedback import Feedback, no_pressure
from riktning.simulation.care_tables import lasting_tables, words
from riktning.simulation.demography import arrivals, girls, thresholds
from riktning.simulation.kernel import life
from riktning.simulation.month_tables import month_tables, share_tables
from riktning.simulation.projection import project
from riktning.simulation.scenario import Scenario
from riktning.simulation.tallies import Kind
from riktning.simulation.unit_tables import (
    listings,
    nearer_routes,
    nearest_units,
    open_routes,
    routes,
)
from simulation.hospital_twin import FIRST, NEVER, HospitalTwin
from simulation.test_philox import slow_words

ONE = np.float32(1)


class Twin(HospitalTwin):
    def __init__(self, region, asked, scenario=None, capacity=False):
        self.region, self.asked, self.scenario = region, asked, scenario or Scenario()
        self.table, self.routes, self.listings = lasting_tables(), routes(region), listings(region)
        self.beds, self.sums = None, None
        self.press, self.first_routes = no_pressure(len(region.ids)), self.routes
        self.all_routes = self.routes
        if capacity:
            scale = float(region.population.sum()) / asked.persons
            self.beds = Feedback(region, self.routes, scale)
            self.press = self.beds.first_pressure()
        self.people = [self.founder(n) for n in range(asked.persons)]

    def luck(self, who, block, ordinal, month):
        counter = (who["low"], block << 24 | ordinal, month, who["high"])
        return slow_words(counter, self.asked.key)

    def founder(self, number):
        who = {"low": number, "high": 0}
        a, b, c, d = self.luck(who, 5, 0, 0)
        share = self.region.population / self.region.population.sum()
        who["place"] = int(np.searchsorted(words(np.cumsum(share))[:-1], a, side="right"))
        old = b < int(words(self.region.share_65)[who["place"]])
        cells = project(self.asked.first, self.asked.months).start.reshape(-1).copy()
        cells[(slice(None, 130) if old else slice(130, None))] = 0
        cell = int(np.searchsorted(words(np.cumsum(cells / cells.sum()))[:-1], c, side="right"))
        born = self.asked.first.index - 12 * (cell // 2) - (d * 12 >> 32)
        return self.enter({**who, "born": born, "sex": cell % 2}, self.asked.first.index)

    def enter(self, who, month):
        a, b, c, d = self.luck(who, 6, 0, 0)
        table, age, place = self.table, min(max(month - who["born"], 0), 1211), who["place"]
        who["class"] = sum(a >= int(table["classes"][n, age, who["sex"]]) for n in range(2))
        who["frailty"] = table["frailties"][b >> 20]
        often = c < int(table["often_share"])
        who["often"] = table["often_times"] if often else table["seldom_times"]
        lists = self.listings
        who["listed"] = int(lists.units[lists.first[place] + (d * int(lists.number[place]) >> 32)])
        drawn = [w for part in range(4) for w in self.luck(who, 7, part, 0)]
        common = table["common"][:, who["class"], age, who["sex"]]
        who["mask"] = sum(1 << n for n in range(15) if drawn[n] < int(common[n]))
        other = drawn[15] * int(lists.lasting_number[place]) >> 32
        who["fallback"] = int(lists.lasting[lists.lasting_first[place] + other])
        who |= {
            "gone": None,
            "due": NEVER,
            "phase": "home",
            "left": -NEVER,
            "took": -NEVER,
            "calls": NEVER,
        }
        self.refresh(who, month)
        return who

    def refresh(self, who, month):
        table = self.table
        age = min(max((month - who["born"]) // 12, 0), 100)
        who["row"] = who["class"] * 202 + 2 * age + who["sex"]
        low, high = who["mask"] & 255, who["mask"] >> 8
        who["risk"] = ONE + table["risk_low"][low] + table["risk_high"][high]
        more = ONE + table["care_low"][low] + table["care_high"][high]
        who["rate"] = table["base"][2 * age + who["sex"]] * who["frailty"] * more
        who["rate"][2] *= who["often"]

    def cell(self, who):
        return int(self.table["cell"][who["row"]])

    def follow(self):
        """Of each month: counts by unit and by place, readmissions, those here."""
        drawn = {"unplanned", "planned", "unsuitable"} | ({"specialist"} if self.beds else set())
        for back in range(16 if self.beds else 12, 0, -1):
            month = self.asked.first.plus(-back)
            self.begin(month_tables(month, self.scenario, 0, frozenset(drawn)), self.scenario, 0)
            for who in self.people:
                self.birthday(who)
                self.care(who, NEVER)
            if self.beds:
                self.beds.watch(
                    self.sums_of_units(), month, int(self.now["end"] - self.now["start"])
                )
        if self.beds:
            self.beds.open()
        found = []
        for number in range(self.asked.months):
            month = self.asked.first.plus(number)
            self.begin(month_tables(month, self.scenario, number), self.scenario, number)
            if self.beds:
                self.beds_change(number)
            mothers = [who for who in self.people if self.month_of(who)]
            if self.beds:
                days = int(self.now["end"] - self.now["start"])
                self.press, _ = self.beds.month(self.sums_of_units(), month, days)
            self.born(mothers)
            self.arrived(number)
            found.append((self.units, self.places, self.late, self.stock()))
        return found

    def sums_of_units(self):
        rows = (38, 47, 48, 49, 53, 21)  # bed-days, planned ones, waits begun, ended, dropped, ...
        found = np.zeros((7, len(self.region.ids)), np.int64)
        for (kind, unit, _), much in self.units.items():
            if kind in rows:
                found[rows.index(kind), unit] += much
            if 7 <= kind <= 11:
                found[6, unit] += much
        return found

    def beds_change(self, number):
        scenario = self.scenario
        if scenario.nearer is not None:
            self.all_routes = nearer_routes(
                nearest_units(self.region), self.first_routes, scenario.nearer[number]
            )
            self.routes = open_routes(self.all_routes, self.open)
        staffed = 1.0 if scenario.staffing is None else scenario.staffing[number]
        self.beds.change(self.all_routes, staffed)

    def begin(self, now, scenario, number):
        self.now, self.units, self.places, self.late = now, Counter(), Counter(), Counter()
        self.share = share_tables(scenario, number, len(self.region.municipalities))
        opens, closes = self.region.opens, self.region.closes
        self.open = (opens <= now["start"]) & (closes >= now["end"] - 1)
        self.routes = open_routes(self.all_routes, self.open)

    def month_of(self, who):
        if who["gone"] is not None:
            return False
        now, month = self.now, int(self.now["month"])
        self.birthday(who)
        a, b, c, d = self.luck(who, 0, 0, month)
        last_day, birth = NEVER, False
        dies = np.float32(a) < now["dies"][who["row"]] * who["risk"]
        if dies or b < int(now["leaves"][who["row"]]):
            who["gone"], who["died"], last_day = month, bool(dies), self.day(d)
            self.places[Kind.DEATH if dies else Kind.LEFT, who["place"], self.cell(who)] += 1
        else:
            birth = c < int(now["births"][who["row"]])
        self.care(who, last_day)
        if who["gone"] is None:
            self.falls_ill(who)
        return birth

    def birthday(self, who):
        if who["gone"] is None and (int(self.now["month"]) - who["born"]) % 12 == 0:
            self.refresh(who, int(self.now["month"]))

    def day(self, word):
        return int(self.now["start"]) + (word * int(self.now["end"] - self.now["start"]) >> 32)

    def care(self, who, last_day):
        month = int(self.now["month"])
        drawn = [w for block in (8, 9, 10) for w in self.luck(who, block, 0, month)][1:]
        comes = []
        for stream in range(9):
            mean = float(who["rate"][stream]) * float(self.now["pace"][stream])
            for n in range(poisson(mean, drawn[stream])):
                ordinal = stream << 8 | n
                luck = self.luck(who, 11, ordinal, month)
                day = self.day(luck[0])
                if stream in (5, 6):
                    if n < 4:
                        comes.append((day, stream, ordinal, luck))
                elif day < last_day:
                    self.happens(who, self.led(who, self.kind(who, stream, luck[1]), ordinal), luck)
        self.hospital(who, sorted(comes, key=lambda each: each[0]), last_day)
        group = int(self.table["group"][who["row"]])
        if who["gone"] is None and group >= 6 and month - who["took"] < 12:
            self.places[Kind.UNSUITABLE_USER, who["place"], self.cell(who)] += 1

    def kind(self, who, stream, word):
        if stream > 4 or stream == 2:
            return FIRST[stream]
        steps = self.table["modes"][(0, 1, None, 2, 3)[stream], self.cell(who)]
        return FIRST[stream] + sum(word >= int(step) for step in steps[:-1])

    def led(self, who, kind, ordinal):
        for number, lever in enumerate(self.scenario.levers if self.now["levers"] else ()):
            needs = int(self.now["needs"][number])
            if kind != lever.source or (needs and not needs & who["mask"]):
                continue
            word = self.luck(who, 64 + lever.draw, ordinal, int(self.now["month"]))[0]
            if word < int(self.share[number, self.cell(who), who["place"]]):
                if lever.target is None:
                    return None
                kind = lever.target
        return kind

    def happens(self, who, kind, luck):
        if kind is None:
            return
        self.count(kind, who, self.unit(who, kind, luck[2]))
        if kind == Kind.UNSUITABLE_DRUG:
            who["took"] = int(self.now["month"])
        if kind == Kind.EMERGENCY_VISIT:
            self.acute(who)

    def acute(self, who):
        kind = Kind.ACUTE_CARE_HOME if who["mask"] >> 14 & 1 else Kind.ACUTE_OWN_HOME
        self.places[kind, who["place"], self.cell(who)] += 1

    def count(self, kind, who, unit, much=1):
        self.units[kind, unit, self.cell(who)] += much
        self.places[kind, who["place"], self.cell(who)] += much

    def unit(self, who, kind, word):
        group, pick = self.cell(who) // 2, word >> 24
        if kind <= Kind.PRIMARY_LETTER or kind > Kind.MUNICIPAL_PHONE:
            return who["listed"] if self.open[who["listed"]] else who["fallback"]
        if kind == Kind.TEAM_HOME_VISIT:
            route = 6
        elif kind <= Kind.SPECIALIST_LETTER:
            route = 0 if group < 2 else 3 if group >= 6 else 1 + who["sex"]
        elif kind == Kind.EMERGENCY_VISIT:
            route = 4
        else:
            route = 5 if kind <= Kind.REHABILITATION_PHONE else 7
        return int(self.routes[route, who["place"], pick])

    def falls_ill(self, who):
        now, month = self.now, int(self.now["month"])
        word = self.luck(who, 8, 0, month)[0]
        if word < int(now["falls_ill"][who["row"]]):
            bit = int(np.searchsorted(now["begins"][who["row"]], word, side="right"))
            spared = int(now["avoided"][bit, self.cell(who)])
            if who["mask"] >> bit & 1 or (spared and self.luck(who, 13, bit, month)[0] < spared):
                return
        elif who["mask"] & int(now["can_pass"]) and word >= int(now["passes"][0]):
            bit = int(np.searchsorted(now["passes"], word, side="right")) - 1
            if not who["mask"] >> bit & 1:
                return
        else:
            return
        who["mask"] ^= 1 << bit
        self.refresh(who, month)

    def born(self, mothers):
        girl, month = int(thresholds(np.array([girls()]))[0]), int(self.now["month"])
        for mother in mothers:
            a, b, c, _ = self.luck(mother, 1, 0, month)
            high = b | 0x80000000
            high = 0x80000000 if high == 0xFFFFFFFF else high
            child = {"low": a, "high": high, "place": mother["place"], "born": month}
            self.comes_here({**child, "sex": 0 if c < girl else 1}, Kind.BIRTH)

    def comes_here(self, who, kind):
        self.people.append(self.enter(who, int(self.now["month"]) + 1))
        self.places[kind, who["place"], self.cell(who)] += 1

    def arrived(self, number):
        """Who arrives is drawn by the kernel's own functions, which have a test of their own."""
        month, key = int(self.now["month"]), np.array(self.asked.key, np.uint32)
        share = self.region.population / self.region.population.sum()
        expected = project(self.asked.first, self.asked.months).arrived[number]
        counts = np.empty(share.size, np.int64)
        life.how_many_arrive(expected * self.asked.persons * share, month, key, counts)
        place = np.repeat(np.arange(share.size), counts)
        ordinal = np.concatenate([np.arange(n) for n in counts])
        cells = thresholds(np.minimum(np.cumsum(arrivals().reshape(-1)), 1.0))[:-1]
        low, high, moment = np.empty((3, place.size), np.uint32)
        cell = np.empty(place.size, np.int64)
        life.arriving(place, ordinal, month, key, cells, low, high, cell, moment)
        for n in range(place.size):
            born = month - 12 * (int(cell[n]) // 2) - (int(low[n]) * 12 >> 32)
            new = {"low": int(low[n]), "high": int(high[n]), "place": int(place[n]), "born": born}
            self.comes_here({**new, "sex": int(cell[n]) % 2}, Kind.ARRIVED)

    def stock(self):
        found = Counter()
        for who in self.people:
            if who["gone"] is None:
                for bit in range(16):
                    if bit == 0 or who["mask"] >> (bit - 1) & 1:
                        found[bit, who["place"], self.cell(who)] += 1
        return found


def poisson(mean, word):
    """By inversion from above: the greatest n with word < P(N ≥ n)."""
    uniform, term = (word + 0.5) / 2.0**32, math.exp(-mean)
    tail, n = 1.0 - term, 0
    while uniform < tail and n < 60:
        n += 1
        term *= mean / n
        tail -= term
    return n
