"""The steps of the demo; each calls the same functions as the command of the same name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riktning.cli.demo_display import Report
from riktning.cli.demo_stamps import Stamps, combined, files_fingerprint, rooms_fingerprint
from riktning.cli.examples import examples_folder
from riktning.cli.store import open_store
from riktning.core.periods import Month

if TYPE_CHECKING:
    from riktning.apps.plans.models import Revision

FIRST, LAST = Month(2022, 1), Month(2025, 12)
PLAN_CODE = "exempelplan"
PLAN_NAME = "Exempelplan för omställningen 2023–2027"
DECIDED_ON, DECIDED_BY = date(2024, 1, 15), "Påhittad nämnd"
ACTOR = "demo"
# Its persons are invented and stand for thirty-five times as many: the limit of 5 that protects
# real people would hide what a whole region shows.
HIDES_BELOW = 1
MEMORY = "2GB"
FORMATS = ("docx", "pdf")
REUSED = "unchanged, reused"


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of the demo; ``work`` returns a note of what it did."""

    name: str
    work: Callable[[Report], str]


class Demo:
    """The chain in one folder; ``reports`` are the files it ends with."""

    def __init__(self, home: Path, persons: int, seed: int) -> None:
        self.home, self.persons, self.seed = home, persons, seed
        self.examples = examples_folder()
        self.stamps = Stamps(home)
        self.data, self.run, self.out = home / "delivery", home / "run", home / "reports"
        self.reports: list[Path] = []
        self._input = ""
        self.steps = (
            Step("Store", self.store),
            Step("Plan", self.plan),
            Step("Care data", self.simulate),
            Step("Indicators", self.compute),
            Step("Verdicts", self.judge),
            Step("Publishing", self.publish),
            Step("Assessments", self.assess),
            Step("Round", self.round),
            Step("Groups", self.groups),
            Step("Scenarios", self.scenarios),
            Step("Report", self.report),
        )

    @property
    def judged(self) -> bool:
        """Whether an earlier demo in this folder came as far as verdicts."""
        return self.stamps.known("verdicts")

    def store(self, _report: Report) -> str:
        open_store()
        return "ready"

    def plan(self, _report: Report) -> str:
        """Read the document, store it, link its measures, decide it and put it in force."""
        from riktning.apps.plans.actions import decide_revision, put_in_force

        revision = self._revision()
        if revision.state == "in_force":
            return REUSED
        if revision.state == "draft":
            self._link(revision)
            revision = decide_revision(
                revision=revision, decided_on=DECIDED_ON, decided_by=DECIDED_BY, actor=ACTOR
            )
        put_in_force(revision=revision, actor=ACTOR)
        return f"{revision.areas.count()} areas"

    def _revision(self) -> "Revision":
        from riktning.apps.plans.actions import create_draft_revision
        from riktning.documents.reading import read_plan

        document = self.examples / "plan" / "plan.docx"
        return create_draft_revision(
            plan_code=PLAN_CODE,
            plan_name=PLAN_NAME,
            draft=read_plan(document),
            source_name=document.name,
            source_sha256=files_fingerprint([document]),
            actor=ACTOR,
        )

    def _link(self, revision: "Revision") -> None:
        from riktning.apps.plans.actions import MeasureLink, link_measures
        from riktning.cli.plan_links import read_links

        rows = read_links(self.examples / "plan" / "links.csv")
        links = [
            MeasureLink(
                row.area, row.indicator, row.indicator_id, row.unit_id, row.value, row.due, row.row
            )
            for row in rows
        ]
        link_measures(revision=revision, links=links, actor=ACTOR)

    def simulate(self, report: Report) -> str:
        from riktning.simulation.request import Request
        from riktning.simulation.run import simulate

        region = self.examples / "region"
        request = Request(self.persons, FIRST, LAST, self.seed, region)
        self._input = combined(
            self.persons,
            self.seed,
            files_fingerprint(region.iterdir()),
            rooms_fingerprint("simulation", "core"),
        )
        if self._reuses("delivery", self.data / "delivery.json"):
            return REUSED
        simulate(request, self.data, report)
        return self._kept("delivery", f"{self.persons} persons")

    def compute(self, report: Report) -> str:
        from riktning.catalogue import load
        from riktning.indicators.checked import open_checked
        from riktning.indicators.computing import compute_run
        from riktning.indicators.runs import refuse_other_folder, write_run

        rooms = rooms_fingerprint("catalogue", "sources", "indicators", "core")
        self._input = combined(self._input, rooms)
        if self._reuses("run", self.run / "manifest.json"):
            return REUSED
        refuse_other_folder(self.run)
        opened, quality = open_checked(self.data, MEMORY, report)
        # In memory: a demo's delivery is so small that a work folder costs more than it saves.
        run = compute_run(opened, load(None), k=HIDES_BELOW, quality=quality, progress=report)
        write_run(run, self.run)
        return self._kept("run", f"{len(run.manifest.indicators)} indicators")

    def judge(self, _report: Report) -> str:
        from riktning.apps.plans.queries import planned_targets
        from riktning.trends import judge_run
        from riktning.trends.store import FILE, write_verdicts

        targets = planned_targets(self._revision())
        self._input = combined(self._input, targets, rooms_fingerprint("trends"))
        if self._reuses("verdicts", self.run / FILE):
            return REUSED
        verdicts = judge_run(self.run, targets)
        write_verdicts(self.run, verdicts)
        return self._kept("verdicts", f"{len(verdicts.verdicts)} series")

    def publish(self, _report: Report) -> str:
        from riktning.apps.observations.actions import publish_run
        from riktning.apps.observations.queries import current_run

        before = current_run()
        run = publish_run(run_folder=self.run, actor=ACTOR)
        same = before is not None and before.verdicts_sha256 == run.verdicts_sha256
        return REUSED if same and before and before.pk == run.pk else f"run {run.run_id}"

    def assess(self, _report: Report) -> str:
        from riktning.apps.followup.actions import import_assessments

        file = self.examples / "plan" / "assessments.csv"
        count = import_assessments(revision=self._revision(), file=file, actor=ACTOR)
        self._input = combined(self._input, files_fingerprint([file]))
        return f"{count} statements"

    def round(self, _report: Report) -> str:
        """Administrations with plans of their own report on the last tertial."""
        from riktning.cli.demo_round import make_round

        file = self.examples / "plan" / "local.csv"
        return make_round(self._revision(), file, ACTOR) or REUSED

    def groups(self, _report: Report) -> str:
        """Groups with their assignments, joint needs on their way, and a meeting to come."""
        from django.utils import timezone

        from riktning.cli.demo_groups import make_groups
        from riktning.cli.demo_meeting import make_meeting

        files = (self.examples / "groups.yaml", self.examples / "needs.yaml")
        made = make_groups(*files, ACTOR)
        make_meeting(self._revision(), timezone.localdate(), ACTOR)
        return made or REUSED

    def scenarios(self, _report: Report) -> str:
        """Futures of a whole region, simulated beforehand: they take minutes, not seconds."""
        from riktning.apps.scenarios.actions import publish_scenarios
        from riktning.cli.scenario_files import read_contents

        file = self.examples / "scenarios" / "published.json.gz"
        self._input = combined(self._input, files_fingerprint([file]))
        if self._reuses("scenarios", file):
            return REUSED
        contents = read_contents(file)
        publish_scenarios(contents=contents, actor=ACTOR)
        return self._kept("scenarios", f"{len(contents)} futures, run beforehand")

    def report(self, report: Report) -> str:
        from riktning.cli.report import About, Found, choose_run, gather, produce
        from riktning.documents.manuscript.write import file_stem, steps

        run, revision = choose_run(None), self._revision()
        manuscript = gather(run, revision, About())
        self.reports = [self.out / f"{file_stem(manuscript)}.{name}" for name in FORMATS]
        rooms = rooms_fingerprint("documents", "trends", "apps/followup", "apps/reports")
        self._input = combined(self._input, run.run_id, rooms)
        if self._reuses("report", *self.reports):
            return REUSED
        total, count = steps(manuscript, FORMATS), iter(range(1, 1_000_000))
        produce(
            Found(manuscript, run, revision),
            self.out,
            FORMATS,
            actor=ACTOR,
            done=lambda: report(next(count), total, ""),
        )
        return self._kept("report", f"{len(self.reports)} files")

    def _reuses(self, step: str, *files: Path) -> bool:
        return self.stamps.fresh(step, self._input) and all(path.is_file() for path in files)

    def _kept(self, step: str, note: str) -> str:
        self.stamps.keep(step, self._input)
        return note
