"""What a scenario assumes, in words, with what each figure rests on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.scenarios.places import places
from riktning.core.periods import Month
from riktning.documents.charts import month_label, number

Content = Mapping[str, Any]
NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_NAMED = 3  # places named before the rest of them are counted


def percent(share: float, language: str) -> str:
    said = number(100 * share, 0, language)
    return f"{said}%" if language == "en" else f"{said}{NO_BREAK}%"


def levers(content: Content, language: str) -> list[dict[str, Any]]:
    """Each lever in words: when, how far, and what each effect rests on."""
    return [
        {
            "name": each["name"][language], "says": each["says"][language],
            "when": _when(each, language),
            "effects": list(effects(each, language)),
        }
        for each in content["levers"]
    ]  # fmt: skip


def _when(lever: Content, language: str) -> str:
    words = {
        "start": month_label(Month.parse(lever["start"]), language), "ramp": lever["ramp"],
        "reach": _uncertain(lever["reach"], language, share=True),
    }  # fmt: skip
    if lever["ramp"]:
        said = _("Från %(start)s, fullt utbyggt efter %(ramp)d månader. Når %(reach)s.") % words
    else:
        said = _("Från %(start)s. Når %(reach)s.") % words
    whom = _whom(lever)
    return f"{said} {whom[:1].upper()}{whom[1:]}." if whom else said


def _whom(lever: Content) -> str:
    """Whom a lever that was run is for; empty for everybody."""
    units = lever.get("units") or ()
    names = places().names() if units else {}
    ages = lever.get("from_age"), lever.get("below_age")
    return only_words([names.get(unit, unit) for unit in units], *ages, lever.get("sex"))


def only_words(names: Sequence[str], from_age: object, below_age: object, sex: str | None) -> str:
    """``bara i Skövde och Tibro, från 65 år, kvinnor``; empty for everybody."""
    found = []
    if names:
        said, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
        if more > 0:
            said = _("%(units)s och %(more)d till") % {"units": said, "more": more}
        found.append(_("bara i %(units)s") % {"units": said})
    if from_age not in {None, ""}:
        found.append(_("från %(age)s år") % {"age": from_age})
    if below_age not in {None, ""}:
        found.append(_("under %(age)s år") % {"age": below_age})
    if sex:
        found.append(_("kvinnor") if sex == "F" else _("män"))
    return ", ".join(found)


def effects(lever: Content, language: str) -> Iterator[str]:
    """Each effect of a lever: what it does, how much, and on what evidence."""
    for each in lever["effects"]:
        own = each["own"]
        size = _uncertain(each["size"] if own is None else own, language, share=True)
        source = each["evidence"] if own is None else _said_by(own)
        yield f"{_done(each)}: {size}. {_source(source)}"


def _done(effect: Content) -> str:
    """What an effect does, in words."""
    kinds = {
        "PRIMARY_VISIT": _("besök i primärvården"), "PRIMARY_CHAT": _("chatt i primärvården"),
        "PRIMARY_VIDEO": _("video i primärvården"), "PRIMARY_PHONE": _("samtal i primärvården"),
        "SPECIALIST_VISIT": _("specialistbesök"), "SPECIALIST_VIDEO": _("video med specialist"),
        "EMERGENCY_VISIT": _("akutbesök"), "UNPLANNED_ADMISSION": _("oplanerade inläggningar"),
        "PLANNED_ADMISSION": _("planerade inläggningar"), "ANTIBIOTICS": _("antibiotika"),
        "HOME_ADMISSION": _("vård hemma"), "UNSUITABLE_DRUG": _("olämpliga läkemedel"),
        "TEAM_HOME_VISIT": _("hembesök av mobilt team"),
    }  # fmt: skip
    names = {key: kinds.get(effect[key] or "", str(effect[key])) for key in ("source", "target")}
    does = {
        "reroute": _("%(source)s som blir %(target)s"), "prevent": _("%(source)s som uteblir"),
        "avoid": _("insjuknanden som undviks"), "ready": _("dagar som utskrivningsklar, ändring"),
        "length": _("nätter i vård, ändring"), "readmission": _("återinskrivning, ändring"),
        "nearer": _("vård på annat sjukhus som flyttar till det närmaste"),
        "staff": _("vårdplatser och mottagningstider, ändring"),
    }  # fmt: skip
    said = does[effect["does"]] % names
    return said[:1].upper() + said[1:]


def _said_by(value: Any) -> str | None:
    """The source that a figure of a scenario's own comes with; a bare number has none."""
    return str(value["source"]) if isinstance(value, Mapping) else None


def _source(source: str | None) -> str:
    if source is None:
        return _("Ingen källa är given.")
    if source == "assumption":
        return _("Antagande, inte uppmätt.")
    return _("Källa: %(source)s") % {"source": source}


def _uncertain(value: Any, language: str, share: bool = False) -> str:
    """A number, or a distribution in words."""

    def said(figure: float) -> str:
        return percent(figure, language) if share else number(figure, 2, language)

    if not isinstance(value, Mapping):
        return said(float(value))
    if "value" in value:
        return said(value["value"])
    if "mean" in value:
        return _("%(mean)s (standardavvikelse %(sd)s)") % {
            "mean": said(value["mean"]), "sd": said(value["sd"])
        }  # fmt: skip
    ends = {"low": said(value["low"]), "high": said(value["high"])}
    if "middle" not in value:
        return _("%(low)s till %(high)s") % ends
    return _("%(middle)s (%(low)s till %(high)s)") % {**ends, "middle": said(value["middle"])}


def parameters(content: Content, language: str) -> list[str]:
    """What the model itself is not sure of."""
    names = {
        "demand_primary": _("primärvård"), "demand_specialist": _("specialistbesök"),
        "demand_emergency": _("akutbesök"), "demand_rehabilitation": _("rehabilitering"),
        "demand_municipal": _("kommunal vård"), "demand_unplanned": _("oplanerade inläggningar"),
        "demand_planned": _("planerade inläggningar"), "demand_antibiotics": _("antibiotika"),
        "demand_unsuitable": _("olämpliga läkemedel"), "nights": _("nätter i vård"),
        "days_ready": _("dagar som utskrivningsklar"), "readmission": _("återinskrivning"),
    }  # fmt: skip
    return [
        f"{names.get(name, name)}: {_uncertain(value, language)}. {_source(_said_by(value))}"
        for name, value in content["parameters"].items()
    ]
