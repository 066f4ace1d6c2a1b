"""The part of the plain twin that happens in hospital, and in the queue before it."""

from riktning.simulation.tallies import Kind

NEVER = 2**30
FIRST = (0, 7, 12, 13, 15, 20, 21, 18, 19)  # the first kind of each stream


class HospitalTwin:
    """What becomes of admissions; luck, counting and levers are the twin's."""

    def hospital(self, who, comes, last_day):
        until = min(int(self.now["end"]), last_day)
        self.chain = 0
        for day, stream, ordinal, luck in comes:
            if day < until:
                self.go_on(who, day + 1)
                if who["phase"] != "bed":
                    self.comes(who, day, stream, ordinal, luck)
        self.go_on(who, until)
        if who["gone"] is not None:
            self.goes(who, until)
        elif who["phase"] == "bed":
            self.in_bed(who, int(self.now["end"]))

    def comes(self, who, day, stream, ordinal, luck):
        kind = self.led(who, FIRST[stream], ordinal)
        if kind is None:
            return
        if kind < Kind.UNPLANNED_ADMISSION:
            self.count(kind, who, self.unit(who, kind, luck[2]))
            return
        shares = self.table["cares"][stream - 5, who["row"]][:-1]
        care = sum(luck[1] >= int(share) for share in shares)
        unit = int(self.routes[8 + care, who["place"], luck[2] >> 24])
        how = {"planned"} if stream == 6 else set()
        how |= {"at home"} if kind == Kind.HOME_ADMISSION else set()
        if stream == 6:
            if who["calls"] != NEVER:
                return
            wait = int(float(self.table["lengths"][luck[3] >> 20]) * float(self.press.wait[unit]))
            if wait:
                who |= {"calls": day + wait, "asked": day, "call": (care, unit, how)}
                self.count(Kind.WAIT_BEGUN, who, unit)
                return
        elif kind == Kind.UNPLANNED_ADMISSION and luck[3] < int(self.press.turned[unit]):
            self.count(Kind.TURNED_AWAY, who, unit)
            return
        self.admit(who, day, ordinal, care, unit, how)

    def admit(self, who, day, ordinal, care, unit, how):
        table, now = self.table, self.now
        a, b, c, _ = self.luck(who, 12, ordinal, int(now["month"]))
        reason, group = 0, self.cell(who) // 2
        if care in (0, 3):
            if who["mask"] & 1 and c < int(table["reason_share"][1]):
                reason = 1
            elif who["mask"] >> 12 & 1 and c >= int(table["reason_share"][2]):
                reason = 2
        mean = float(table["reason"][reason] if reason else table["length"][care])
        if group >= table["longer_from"]:
            mean *= float(table["longer"])
        mean *= float(now["length"])
        if "at home" not in how:
            mean *= float(self.press.nights[unit])
        nights = float(table["lengths"][a >> 20]) * mean
        nights = min(int(nights + (a & 0xFFFFF) / 1048576.0), 360)
        ready, chance = 0, int(table["ready"][who["row"]])
        if "planned" not in how and b < chance:
            ready, left = 1, float(now["goes_on"])
            while (b + 0.5) / chance < left and ready < 200:
                ready, left = ready + 1, left * float(now["goes_on"])
        who |= {"phase": "bed", "admitted": day, "due": day + nights + ready, "care": care}
        who |= {"unit": unit, "reason": reason, "ready": ready, "how": how}
        if "transfer" not in how:
            self.count_admission(who, day, how)

    def count_admission(self, who, day, how):
        kind = Kind.PLANNED_ADMISSION if "planned" in how else Kind.UNPLANNED_ADMISSION
        self.count(Kind.HOME_ADMISSION if "at home" in how else kind, who, who["unit"])
        if "planned" in how:
            return
        self.acute(who)
        if 1 <= day - who["left"] <= 30:
            lag = sum(who["left"] < int(self.now[name]) for name in ("start", "before"))
            self.late[lag, *who["left_from"]] += 1
            who["left"] = -NEVER

    def go_on(self, who, until):
        while True:
            day = who["due"] if who["phase"] == "bed" else min(who["due"], who["calls"])
            if day >= until:
                return
            if who["phase"] == "bed":
                self.discharge(who, day, False)
                self.after(who, day)
            elif who["calls"] == day:
                self.called(who, day)
            else:
                self.admit(who, day, 14 << 8 | self.chain, who["care"], who["unit"], set())
                self.chain += 1

    def called(self, who, day):
        care, unit, how = who["call"]
        wait = day - who["asked"]
        for more, much in enumerate((1, wait, wait * wait)):
            self.count(Kind.WAIT_ENDED + more, who, unit, much)
        self.count(Kind.WAIT_IN_TIME, who, unit, int(wait <= 90))
        who["calls"] = NEVER
        self.admit(who, day, 14 << 8 | (64 + self.chain), care, unit, how)
        self.chain += 1

    def discharge(self, who, day, died):
        length = max(1, day - who["admitted"])
        kinds = [Kind.STAY] + [Kind.STAY + 3 * who["reason"]] * (who["reason"] > 0)
        waited = [(Kind.READY_STAY, who["ready"])] if who["ready"] and not died else []
        for kind, days in [(kind, length) for kind in kinds] + waited:
            for more, much in enumerate((1, days, days * days)):
                self.count(kind + more, who, who["unit"], much)
        if died:
            self.count(Kind.DIED_IN_BED, who, who["unit"])
        self.in_bed(who, day)
        who["phase"], who["due"] = "home", NEVER
        who["calls"] = max(who["calls"], day + 1)

    def in_bed(self, who, until):
        kind = Kind.HOME_BED_DAYS if "at home" in who["how"] else Kind.BED_DAYS
        days = until - max(who["admitted"], int(self.now["start"]))
        self.count(kind, who, who["unit"], days)
        if kind == Kind.BED_DAYS and "planned" in who["how"]:
            self.count(Kind.PLANNED_BED_DAYS, who, who["unit"], days)

    def after(self, who, day):
        table, group = self.table, self.cell(who) // 2
        a, b, _, _ = self.luck(who, 12, 14 << 8 | (128 + self.chain), int(self.now["month"]))
        if who["care"] < 4 and group >= 5 and not who["ready"] and a < int(table["transfer"]):
            to = 3 if who["care"] == 0 else 0
            unit = int(self.routes[8 + to, who["place"], b >> 24])
            how = {"transfer"} | (who["how"] & {"at home"})
            self.admit(who, day, 14 << 8 | self.chain, to, unit, how)
            self.chain += 1
            return
        if group >= 5:
            self.count(Kind.INDEX_DISCHARGE, who, who["unit"])
            who["left"], who["left_from"] = day, (who["unit"], self.cell(who))
        chance = float(table["readmission"][group]) * float(self.now["readmission"])
        chance *= float(self.press.back[who["unit"]])
        if who["care"] != 6 and a >= 2.0**32 - chance:
            who["phase"], who["due"] = "again", day + int(table["readmission_days"][b >> 20])

    def goes(self, who, day):
        if who["calls"] != NEVER:
            self.count(Kind.WAIT_DROPPED, who, who["call"][1])
            who["calls"] = NEVER
        if who["phase"] == "bed":
            self.discharge(who, day, who["died"])
        elif who["died"]:
            a, b, c, _ = self.luck(who, 12, 15 << 8, int(self.now["month"]))
            if a < int(self.table["dies_in_bed"]):
                care = 5 if self.cell(who) // 2 < 2 else 0
                unit = int(self.routes[8 + care, who["place"], b >> 24])
                first = max(day - 1 - (c * 11 >> 32), int(self.now["start"]))
                self.admit(who, first, 15 << 8 | 1, care, unit, set())
                self.discharge(who, day, True)
