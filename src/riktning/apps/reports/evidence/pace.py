"""The pace towards the targets, what cannot be told, and what somebody has to decide."""

import math
from collections.abc import Iterator

from riktning.apps.reports.evidence.linking import facts_of, links_of, source_of
from riktning.apps.reports.evidence.material import Material, with_long_unit
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import kind_name, say
from riktning.catalogue.model import Polarity, Words
from riktning.documents.manuscript.blocks import Block, Sentences, Table
from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.trends.labels import PACE_WORDS, REASON_WORDS, unsure_words
from riktning.trends.verdict import Direction, Pace, Reason

SEVERAL = {Pace.REACHED: Words("uppnådda", "reached"), Pace.LATE: Words("sena", "late")}
DECIDED = 12  # points to decide on that one reader can take in


def pace(material: Material, about: str) -> Offer:
    """How many targets are reached, in time or late, and a table of those that are not."""
    findings = material.findings(about)
    aimed = [finding for finding in findings if finding.target is not None]
    if not aimed:
        blocks: tuple[Block, ...] = (Sentences((material.text("no_targets"),)),)
        return Offer(f"pace:{about}", "pace", material.named(about), blocks, empty=True)
    told = Sentences((pace_sentence(material, aimed),), source=source_of(material))
    blocks = (told, _table(material, aimed))
    return Offer(
        f"pace:{about}", "pace", material.named(about), blocks,
        facts_of(material, aimed), links_of(material, aimed),
    )  # fmt: skip


def pace_sentence(material: Material, aimed: list[Finding]) -> str:
    """How many targets there are, and how many of them are where."""
    found = tally.by_pace(aimed)
    undated = found.pop(Pace.NO_DATE, 0)
    listed = ", ".join(
        f"{count} {_of_many(state, count).in_(material.language)}"
        f"{unsure_words(tally.unsure(aimed, state), material.language, count)}"
        for state, count in found.items()
    )
    key = "pace_counts" if found else "no_pace"
    parts = [material.text(key, targets=len(aimed), told=sum(found.values()), counts=listed)]
    if undated:
        parts.append(material.text("pace_undated", count=undated))
    without = [finding for finding in aimed if finding.pace is None]
    untold_ = [finding for finding in without if finding.direction is Direction.CANNOT_TELL]
    if found and len(without) > len(untold_):  # judged before the plan had the target
        count = len(without) - len(untold_)
        parts.append(say("pace_unjudged", material.language, count=count))
    if untold_:
        reasons = ", ".join(
            material.text("pace_reason", reason=REASON_WORDS[why].in_(material.language), count=n)
            for why, n in ((why, len(some)) for why, some in _by_reason(untold_))
        )
        parts.append(material.text("pace_untold", count=len(untold_), reasons=reasons))
    return " ".join(parts)


def _of_many(state: Pace, count: int) -> Words:
    """The pace in the number that the count asks for: one ``uppnått``, three ``uppnådda``."""
    return PACE_WORDS[state] if count == 1 else SEVERAL.get(state, PACE_WORDS[state])


def _table(material: Material, aimed: list[Finding]) -> Table:
    names = material.words.columns
    rows = tuple(_row(material, finding) for finding in tally.worst_first(aimed))
    return Table(
        kind_name("pace", material.language),
        tuple(names[key] for key in ("measure", "latest", "target", "pace")),
        rows,
        ("left", "right", "left", "left"),
        source=source_of(material),
        widths=(0.42, 0.18, 0.2, 0.2),
    )


def _row(material: Material, finding: Finding) -> tuple[str, ...]:
    name, unit = with_long_unit(finding)
    latest = material.value(finding, finding.years[-1] if finding.years else None, unit)
    return name, latest, material.target(finding, unit), pace_told(material, finding)


def pace_told(material: Material, finding: Finding) -> str:
    """The pace; with the trend level it was judged by where the year's value beside it would say
    otherwise: ``uppnått (trendnivå 90,5)`` of 89,3 with the target 90."""
    if finding.pace is None or not finding.pace_label:
        return "–"
    level = _level(finding)
    if level is None or _year_says(finding) in (None, finding.pace is Pace.REACHED):
        return finding.pace_label
    shown = material.number(level, finding.decimals)
    return f"{finding.pace_label} ({say('trend_level', material.language, level=shown)})"


def _level(finding: Finding) -> float | None:
    """The level that the pace is judged by: the trend's last, or the last year's mean."""
    if finding.verdict is None or finding.verdict.pace is None:
        return None
    paced = finding.verdict.pace
    return paced.recent if paced.beyond else finding.verdict.direction.end_level


def _year_says(finding: Finding) -> bool | None:
    """Whether the latest year's value is at the target; None where it cannot be told."""
    value = finding.years[-1].value if finding.years else None
    if value is None or finding.target is None:
        return None
    short = round(value - finding.target.value, finding.decimals)
    if finding.polarity is Polarity.HIGHER:
        return short >= 0
    return short <= 0 if finding.polarity is Polarity.LOWER else None


def untold(material: Material, about: str) -> Offer:
    """Which measures cannot be judged, by reason."""
    findings = material.findings(about)
    without = [finding for finding in findings if finding.direction is Direction.CANNOT_TELL]
    lines = tuple(_reasons(material, without))
    unmeasured = sum(len(area.unmeasured) for _slug, area in material.chosen(about))
    if unmeasured:
        lines += (material.text("unmeasured_count", count=unmeasured),)
    source = source_of(material)
    if lines:
        block = Sentences(lines, "list", source=source)
    else:
        block = Sentences((material.text("nothing_unknown"),), source=source)
    facts = facts_of(material, without)
    return Offer(
        f"untold:{about}", "untold", material.named(about), (block,), facts,
        links_of(material, without), empty=not lines,
    )  # fmt: skip


def _reasons(material: Material, without: list[Finding]) -> Iterator[str]:
    for why, findings in _by_reason(without):
        word = REASON_WORDS[why].in_(material.language)
        key = "one_untold" if len(findings) == 1 else "many_untold"
        names = "; ".join(sorted(finding.name for finding in findings))
        start = word[0].upper() + word[1:]
        yield material.text(key, reason=start, count=len(findings), names=names)


def _by_reason(without: list[Finding]) -> list[tuple[Reason, list[Finding]]]:
    """The reasons with the measures they hold for, the commonest first."""
    named: dict[Reason, list[Finding]] = {}
    for finding in without:
        reason = finding.verdict.direction.reason if finding.verdict else None
        named.setdefault(reason or Reason.NO_DATA, []).append(finding)
    return sorted(named.items(), key=lambda each: -len(each[1]))


def ahead(material: Material, about: str, most: int = 0) -> Offer:
    """What somebody has to take a stand on: wrong way, worsening, late, and contradictions."""
    findings = sorted(material.findings(about), key=tally.strength)
    behind = [(_why(finding), finding) for finding in findings]
    chosen = [(key, finding) for key, finding in behind if key]
    shown = sorted(chosen, key=_worst_first)[: most or DECIDED]
    lines = [_point(material, why, finding) for why, finding in shown]
    for _slug, area in material.chosen(about):
        lines += [
            material.text("ahead_contradiction", text=c.sentence) for c in area.contradictions
        ]
    lines = lines[:most] if most else lines
    key = f"ahead:{about}:{most}" if most else f"ahead:{about}"
    named = [finding for _reason, finding in shown]
    if lines:
        blocks: tuple[Block, ...] = (
            Sentences((material.text("ahead"),)),
            Sentences(tuple(lines), "list", source=source_of(material)),
        )
    else:
        none = "nothing_ahead" if findings else "none_linked"
        blocks = (Sentences((material.text(none),)),)
    return Offer(
        key, "ahead", material.named(about), blocks,
        facts_of(material, named), links_of(material, named), empty=not lines,
    )  # fmt: skip


_ORDER = {"ahead_wrong_way": 0, "ahead_worsening": 1, "ahead_late": 2}


def _worst_first(each: tuple[str, Finding]) -> tuple[int, float]:
    """Wrong way, worsening, late; among the late first what has no date at all, then the latest."""
    why, finding = each
    paced = finding.verdict.pace if finding.verdict else None
    if why != "ahead_late" or paced is None:
        return _ORDER[why], 0.0
    return _ORDER[why], -(math.inf if paced.months_late is None else paced.months_late)


def _why(finding: Finding) -> str:
    if finding.pace is Pace.WRONG_WAY:
        return "ahead_wrong_way"
    if finding.direction is Direction.WORSENING:
        return "ahead_worsening"
    return "ahead_late" if finding.pace is Pace.LATE else ""


def _point(material: Material, key: str, finding: Finding) -> str:
    """The first sentence is enough here: the whole stands with the measure."""
    latest = finding.years[-1] if finding.years else None
    if key == "ahead_wrong_way" and latest and latest.value is not None:
        return say(
            "ahead_wrong_way",
            material.language,
            measure=finding.name,
            value=material.value(finding, latest),
            year=latest.year,
            target=material.target(finding),
        )
    sentence = finding.direction_sentence
    if key != "ahead_worsening" and finding.pace_sentence:
        sentence = f"{finding.pace_sentence.split('. ', 1)[0].rstrip('.')}."
    return material.text(key, measure=finding.name, sentence=sentence)
