"""What a measure is and where its figures come from, as a person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, RunInfo
from riktning.catalogue.intervals import INTERVAL_WORDS
from riktning.catalogue.model import Kind, Words
from riktning.core.periods import Month
from riktning.web.presenters.expressions import expression, frame_words
from riktning.web.presenters.figures import (
    from_till_words,
    interval_made,
    polarity_words,
    unit_words,
    value_words,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition or of where a figure comes from; ``code`` stands below as code."""

    name: str
    text: str
    code: str = ""


_KINDS = {
    Kind.PROPORTION: Words("andel", "proportion"),
    Kind.RATE: Words("tal per befolkning eller persontid", "rate per population or person-time"),
    Kind.MEAN: Words("medelvärde", "mean"),
    Kind.COUNT: Words("antal", "count"),
    Kind.RATIO: Words("kvot mellan två summor", "ratio of two sums"),
    Kind.INDEX: Words("medelvärde av ett index per person", "mean of an index a person"),
    Kind.MEDIAN: Words("median, ur antal i klasser", "median, from counts in classes"),
}


def definition_facts(info: IndicatorInfo, language: str) -> tuple[Fact, ...]:
    """The definition as a person reads it."""
    plain = info.definition
    source = plain.get("provenance") or {}
    facts = [
        Fact(_("Vad måttet säger"), info.says.in_(language)),
        Fact(_("Slag"), _KINDS[info.kind].in_(language)),
        Fact(_("Osäkerhetsintervall"), INTERVAL_WORDS[interval_made(info)].in_(language)),
        Fact(_("Enhet"), unit_words(info, language)),
        Fact(_("Riktning"), polarity_words(info, language)),
        Fact(_("En rad är"), frame_words(str(plain.get("frame") or ""), language)),
        _expressed(_("Urval"), plain, "filter", language),
        _expressed(_numerator_heading(info), plain, "numerator", language),
        _expressed(_("Av vad (nämnare)"), plain, "denominator", language),
        Fact(_("Minsta nämnare"), str(plain.get("min_denominator") or "")),
        Fact(_("Redovisas"), _published(plain)),
        Fact(_("Räknas efter"), _counted_by(plain)),
        Fact(_("Nämnaren räknas bland"), *_population(plain, language)),
        Fact(_("Jämförs med"), _baseline(plain, language)),
        Fact(_("Åldersstandard"), _standard(plain)),
        Fact(_("Medianens noggrannhet"), _accuracy(plain, info, language)),
        Fact(_("Preliminärt i"), _days(plain.get("follow_up_days"))),
        Fact(_("Register"), str(source.get("register") or "")),
        Fact(_("Nationellt id"), str(source.get("national_id") or "")),
        Fact(_("Referenser"), "; ".join(source.get("references") or ())),
        Fact(_("Att bekräfta"), (source.get("to_confirm") or {}).get(language, "")),
        Fact(_("Kod"), info.code),
        Fact(_("Version"), str(info.version)),
    ]
    return tuple(fact for fact in facts if fact.text or fact.code)


def _published(plain: Mapping[str, Any]) -> str:
    words = {
        "month": _("per månad, tertial och år"),
        "tertial": _("per tertial och år"),
        "year": _("per år"),
    }.get(str(plain.get("period") or "month"), "")
    return f"{words}{_(', och för rullande tolv månader')}" if plain.get("rolling") else words


def _counted_by(plain: Mapping[str, Any]) -> str:
    words = {
        "treating_unit": _("den enhet som ger vården"),
        "municipality": _("den kommun där personen bor"),
    }
    axes = plain.get("axes") or [plain.get("axis")]
    return _(" och ").join(words[axis] for axis in axes if axis in words)


def _numerator_heading(info: IndicatorInfo) -> str:
    if info.kind is Kind.MEDIAN:
        return _("Medianen av")
    return _("Det som räknas (täljare)")


def _expressed(name: str, plain: Mapping[str, Any], key: str, language: str) -> Fact:
    """An expression in words, and as it is written."""
    text = str(plain.get(key) or "")
    if not text:
        return Fact(name, "")
    frame, given = str(plain.get("frame") or ""), plain.get("parameters") or {}
    words = expression(text, frame, given, language)
    return Fact(name, words, "" if words == text or text == "1" else text)


def _population(plain: Mapping[str, Any], language: str) -> tuple[str, str]:
    """The rows that the denominator is counted on, where they are not the numerator's."""
    population = plain.get("population") or {}
    frame, kept = str(population.get("frame") or ""), str(population.get("filter") or "")
    if not kept:
        return frame_words(frame, language) if frame else "", ""
    words = expression(kept, frame, plain.get("parameters") or {}, language)
    return f"{frame_words(frame, language)}: {words}", kept


def _baseline(plain: Mapping[str, Any], language: str) -> str:
    ends = [Month.parse(str(month)) for month in plain.get("baseline") or ()]
    if len(ends) != 2:
        return ""
    return from_till_words(ends[0].first_day, ends[1].first_day, language)


def _standard(plain: Mapping[str, Any]) -> str:
    if not plain.get("standard"):
        return ""
    if plain["standard"] == "european_2013":
        return _("Europas standardbefolkning 2013, direkt standardisering för ålder och kön")
    return str(plain["standard"])


def _accuracy(plain: Mapping[str, Any], info: IndicatorInfo, language: str) -> str:
    """A median from counts in classes is right to within a class."""
    edges = [float(edge) for edge in plain.get("edges") or ()]
    if len(edges) < 2:
        return ""
    widths = [high - low for low, high in pairwise(edges)]
    low, high = (value_words(width, info, language) for width in (min(widths), max(widths)))
    if low == high:
        return _("räknas i klasser om %(width)s; medianen kan ligga så långt ifrån") % {
            "width": low
        }
    return _("räknas i klasser om %(low)s till %(high)s; medianen kan ligga så långt ifrån") % {
        "low": low,
        "high": high,
    }


def _days(days: object) -> str:
    return _("%(days)s dagar efter periodens slut") % {"days": days} if days else ""


def provenance_facts(info: IndicatorInfo, run: RunInfo, quality: Sequence[str]) -> tuple[Fact, ...]:
    """Where the figures come from: run, data date, definition, quality, fingerprints."""
    manifest = run.manifest
    facts = [
        Fact(_("Körning"), "", run.run_id),
        Fact(_("Leverans"), label_words(run.label)),
        Fact(_("Uppgifter till och med"), run.as_of.isoformat()),
        Fact(_("Beräknad"), timezone.localdate(run.created_at).isoformat()),
        Fact(_("Publicerad"), timezone.localdate(run.published_at).isoformat()),
        Fact(_("Definitionens version"), str(info.version)),
        Fact(_("Definitionens ursprung"), _origin(manifest, info)),
        Fact(_("Definitionens kontrollsumma"), "", info.definition_sha256),
        Fact(_("Datas kontrollsumma"), "", str(manifest.get("data_fingerprint", ""))),
        Fact(_("Beräkningsmotorns version"), str(manifest.get("engine_version", ""))),
        Fact(_("Avrundning"), _rounding(manifest, info)),
        Fact(_("Datakvalitet"), " ".join(quality)),
    ]
    return tuple(fact for fact in facts if fact.text or fact.code)


def label_words(label: str) -> str:
    """What the delivery is called: as it was written, but for what is said of made-up data."""
    return _(label) if label else ""


def _rounding(manifest: Mapping[str, Any], info: IndicatorInfo) -> str:
    """Said only where counts of persons are rounded instead of hidden."""
    base = manifest.get("round_to")
    if not base or not info.definition.get("protects_persons"):
        return ""
    return _("antal personer är avrundade till jämna %(base)d-tal") % {"base": base}


def _origin(manifest: Mapping[str, Any], info: IndicatorInfo) -> str:
    """Said only where a region's own definition made the figures."""
    entry = (manifest.get("indicators") or {}).get(info.indicator_id) or {}
    return _("regionens egen") if entry.get("origin") == "own" else ""
