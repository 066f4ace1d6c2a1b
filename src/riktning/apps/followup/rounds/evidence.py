"""What the data say of what a question is about, and whether a person says otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from riktning.apps.followup.attention import Measured, contradicts, contradicts_on_balance
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.statuses import light_of
from riktning.apps.observations.figures import IndicatorInfo, VerdictInfo
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import indicators, verdicts
from riktning.catalogue.model import Kind, Words
from riktning.trends.verdict import Direction, Pace


@dataclass(frozen=True, slots=True)
class Evidence:
    """The run that is shown, its measures, and its verdicts at one unit."""

    run: Run | None
    infos: Mapping[str, IndicatorInfo]
    verdicts: Mapping[str, VerdictInfo]

    def of(self, answer: Answer) -> tuple[Measured, ...]:
        """The judged measures that say something of the question."""
        found = ((key, self.verdicts.get(key)) for key in answer.evidence)
        return tuple(
            Measured(
                key,
                self.infos[key].name if key in self.infos else Words(key, key),
                verdict.direction.state,
                verdict.pace.state if verdict.pace else None,
                has_target=verdict.pace is not None,
                certain=verdict.pace.certain if verdict.pace else True,
            )
            for key, verdict in found
            if verdict is not None
        )

    def part(self, answer: Answer) -> bool:
        """Whether the measure of the answer counts a part of a whole."""
        info = self.infos.get(answer.indicator_id)
        return info is not None and info.kind is Kind.PROPORTION

    def seen(self, answer: Answer) -> dict[str, Any]:
        """What the data say now, to be kept with the answer; empty when they say nothing."""
        measures = self.of(answer)
        if self.run is None or not measures:
            return {}
        return {
            "run": self.run.run_id,
            "measures": [[m.indicator_id, m.direction, m.pace] for m in measures],
        }


def evidence_at(run: Run | None, unit_id: str, answers: Iterable[Answer]) -> Evidence:
    """What the run says at the unit of what is asked. Two queries, none without a run."""
    if run is None:
        return Evidence(None, {}, {})
    wanted = {key for answer in answers for key in answer.evidence}
    return Evidence(run, indicators(run), verdicts(run, unit_id, wanted) if wanted else {})


def says_otherwise(status: str, measures: tuple[Measured, ...]) -> bool:
    """Whether the status contradicts the verdicts: of one measure, or of several on balance."""
    light = light_of(status)
    if len(measures) == 1:
        return contradicts(light, measures[0])
    return contradicts_on_balance(light, measures)


def measured_then(
    seen: Mapping[str, Any], infos: Mapping[str, IndicatorInfo]
) -> tuple[Measured, ...]:
    """What the data said when the status was set."""
    return tuple(
        Measured(
            key,
            infos[key].name if key in infos else Words(key, key),
            Direction(direction) if direction else None,
            Pace(pace) if pace else None,
            has_target=pace is not None,
        )
        for key, direction, pace in seen.get("measures", ())
    )
