"""The reference page of the levers, generated from their files."""

from collections.abc import Iterator

from riktning.simulation.scenarios.levers import ALL_AGES, Ages, Does, Effect, LeverCatalogue

_INTRODUCTION = """# Levers

Generated from `src/riktning/simulation/levers/` by `riktning scenario levers --markdown`; a test
keeps it current. *Size* is the effect among those reached when the ramp is over: a share of the
events (or of those who would fall ill) for *reroute*, *prevent* and *avoid*; of the stays and
visits at other hospitals than the nearest with the care for *nearer*, which takes the beds along; a
change (−0.35: 35 % less) for *ready*, *length*, *readmission* and *staff*. Low, middle and high are
the corners of a triangular distribution. *Evidence* that says `assumption` is plausible and not
measured. *Draw* is the number of the effect's own luck: it never changes, so that an event meets
the same luck in every scenario. *Nearer* and *staff* need finite capacity.
How a scenario uses a lever: [the how-to](../how-to/run-a-scenario.md).
"""
_HEAD = (
    "| effect | does | for whom | low | middle | high | draw | evidence |",
    "|---|---|---|---|---|---|---|---|",
)


def levers_page(catalogue: LeverCatalogue) -> str:
    """The page as Markdown, the same for the same files."""
    return "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: LeverCatalogue) -> Iterator[str]:
    yield _INTRODUCTION
    for lever in catalogue.levers.values():
        yield f"## `{lever.id}`\n"
        yield f"**{lever.name.en}** (*{lever.name.sv}*). {lever.says.en}\n"
        yield from _HEAD
        yield from (_row(effect) for effect in lever.effects)
        yield ""


def _row(effect: Effect) -> str:
    size = effect.size
    cells = (
        effect.name, _does(effect), _whom(effect), f"{size.low:g}", f"{size.middle:g}",
        f"{size.high:g}", str(effect.draw), effect.evidence,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _does(effect: Effect) -> str:
    if effect.does is Does.AVOID or effect.source is None:
        return str(effect.does)
    target = "" if effect.target is None else f" → `{effect.target.name}`"
    return f"{effect.does} `{effect.source.name}`{target}"


def _whom(effect: Effect) -> str:
    conditions = " or ".join(f"`{name}`" for name in effect.conditions)
    ages = _ages(effect.ages)
    return ", ".join(part for part in (conditions, ages) if part) or "everybody"


def _ages(ages: Ages) -> str:
    if ages == ALL_AGES:
        return ""
    low = "" if ages.low is None else f"from {ages.low}"
    below = "" if ages.below is None else f"below {ages.below}"
    return " ".join(part for part in (low, below) if part)
