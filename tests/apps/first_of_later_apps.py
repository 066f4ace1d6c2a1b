"""A store with what each later app could hold when it came: its first tables, something in each."""

FIRST = {"governance": "0001_initial", "needs": "0001_initial", "meetings": "0001_initial",
         "reports": "0001_initial", "scenarios": "0001_initial"}  # fmt: skip

_TABLES = f"""
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "riktning.config.settings"
import django
django.setup()
from datetime import UTC, date, datetime, time
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
settings.RIKTNING_HOME.mkdir(parents=True, exist_ok=True)
first = list({FIRST!r}.items())
executor = MigrationExecutor(connection)
of_django = [n for n in executor.loader.graph.leaf_nodes() if n[0] in
             ("auth", "contenttypes", "sessions", "admin")]
executor.migrate([*first, *of_django])
apps = executor.loader.project_state([*first, *of_django]).apps
"""

_ROWS = """
def make(label, /, **values):
    return apps.get_model(label).objects.create(**values)

DAY, NOW = date(2025, 5, 1), datetime(2026, 1, 5, tzinfo=UTC)
group = make("governance.Group", code="ledning", name="Koncernledning", kind="management",
             process="management", from_date=DAY)
body = make("governance.Group", code="vvg", name="Samverkansorganet", kind="joint_body",
            process="joint", from_date=DAY)
make("governance.Seat", group=group, part="chair", role="direktör", from_date=DAY)
make("governance.Relation", source=group, way="reports", target=body, from_date=DAY)
make("governance.Duty", code="ekonomi", text="Ekonomin följs", group=group)
make("governance.Assignment", group=group, number=1, state="decided", purpose="Att leda",
     decided_on=DAY, decided_by="Regiondirektören", diary_number="D 1")
decision = make("governance.Decision", body=body, decided_on=DAY, paragraph="12",
                outcome="approved", text="Behovet prioriteras.", subject_kind="need",
                subject_key="1", recorded_by="a")
perspective = make("needs.Perspective", code="p", order=1, name="Tillsammans")
area = make("needs.PriorityArea", perspective=perspective, code="o", order=1, name="Nära")
criterion = make("needs.Criterion", code="k", order=1, question="Berörs flera?")
make("needs.Body", part="position", group=body)
need = make("needs.Need", title="Trygg hemgång", origin="identified", level="county", area=area,
            since=NOW, registered_by="a")
make("needs.Commission", need=need, purpose="Färre återinskrivningar")
make("needs.CriterionReply", need=need, criterion=criterion, reply="yes", reason="Ja", actor="a")
make("needs.Placement", need=need, actor="a", importance=8, urgency=3)
make("needs.Agreement", need=need, importance=8, urgency=3, reason="Enade", actor="a")
make("needs.NeedReport", need=need, kind="interim", given_on=DAY, text="Det går.", actor="a")
plan = make("plans.Plan", code="plan", name="Genomförandeplan")
revision = make("plans.Revision", plan=plan, number=1, state="draft", source_name="plan.docx",
                source_sha256="1" * 64)
item = make("plans.Item", plan=plan, kind="area", number=1)
shown = make("plans.Area", revision=revision, item=item, order=1, name="Nära vård", slug="nara")
meeting = make("meetings.Meeting", group=group, title="Majmötet", day=DAY, starts=time(9),
               ends=time(10), called_by="a")
point = make("meetings.Point", meeting=meeting, order=1, heading="Läget", kind="dialogue",
             notes="Alla berättade.")
make("meetings.PointDocument", point=point, title="Plan", address="https://exempel.se/")
make("meetings.Position", meeting=meeting, area=shown, unit_id="norr", word="behind",
     text="Väntar på avtalet", answered_at=NOW, answered_by="a")
make("meetings.Attendance", meeting=meeting, role="direktör", presence="present")
make("meetings.PointDecision", point=point, decision=decision)
apps.get_model("meetings.Meeting").objects.filter(pk=meeting.pk).update(state="held")
apps.get_model("meetings.Meeting").objects.filter(pk=meeting.pk).update(
    state="minuted", approved_on=DAY, approved_by="ordförande")
run = make("observations.Run", run_id="x", created_at=NOW, synthetic=True, label="Första",
           region_unit_id="r", first_month=date(2025, 1, 1), last_month=date(2025, 12, 1),
           as_of=date(2025, 12, 31), manifest={"k": 5}, current=True, published_at=NOW)
report = make("reports.Report", template_key="board", template_version=1, revision=revision,
              run=run, as_of=DAY, language="sv", title="Uppföljning", created_by="a")
section = make("reports.ReportSection", report=report, key="summary", order=1, heading="Kort",
               template_section="summary", state="approved", text="Hemgången går bättre.")
make("reports.SectionVersion", section=section, number=1, text="Hemgången", actor="a")
make("reports.SectionStep", report=report, section=section, act="write", actor="a")
make("reports.Inserted", report=report, key="k", run=run, act="insert", content="{}",
     sha256="2" * 64, actor="a")
make("reports.Frozen", report=report, manuscript="{}", sha256="3" * 64, actor="a", at=NOW)
apps.get_model("reports.Report").objects.filter(pk=report.pk).update(state="approved")
publication = make("scenarios.Publication", actor="a", label="Syntetiskt", sha256="4" * 64)
make("scenarios.Scenario", publication=publication, slug="baseline", order=0,
     content='{"id": "baseline", "name": {"sv": "Som hittills", "en": "As so far"}}')
"""

# Every row of every table of these apps, as the database gives it.
ROWS_NOW = f"""
def rows_now():
    found = {{}}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.split("_")[0] in {sorted(FIRST)!r}:
                cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))
                names = [column[0] for column in cursor.description]
                found[table] = [dict(zip(names, map(str, row))) for row in cursor.fetchall()]
    return found
print(json.dumps(rows_now()))
"""  # noqa: S608 - names of the database itself

MAKE = _TABLES + _ROWS + ROWS_NOW
LOOK = "import json\nfrom django.db import connection\n" + ROWS_NOW
