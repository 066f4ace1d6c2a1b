"""A store as the first release left it: its tables, and something in each of them."""

FIRST = {"organisation": "0002_audit_append_only", "plans": "0001_initial",
         "observations": "0001_initial", "followup": "0001_initial"}  # fmt: skip

_TABLES = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "riktning.config.settings"
import django
django.setup()
from datetime import UTC, date, datetime
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

make("organisation.Unit", unit_id="r", name="Regionen", kind="region", from_date=date(2015, 1, 1))
make("organisation.Unit", unit_id="norr", name="Norr", kind="administration", parent_id="r",
     from_date=date(2015, 1, 1))
make("organisation.AuditEvent", actor="styrelsen", action="decide revision", subject="plan 1",
     detail={"decided_by": "styrelsen"})
plan = make("plans.Plan", code="plan", name="Genomförandeplan")
revision = make("plans.Revision", plan=plan, number=1, state="in_force", source_name="plan.docx",
                source_sha256="1" * 64, decided_on=date(2024, 1, 15), decided_by="styrelsen")
area = make("plans.Area", revision=revision, order=1, name="Nära vård", slug="nara-vard")
period = make("plans.AreaPeriod", area=area, order=1, heading="2024-2025", first_year=2024,
              last_year=2025)
part = make("plans.SubArea", area=area, order=1, name="Samverkan")
make("plans.Goal", sub_area=part, period=period, row=1, text="Vården hänger ihop")
make("plans.Activity", area=area, period=period, order=1, text="Ta fram en modell")
line = make("plans.PlanIndicator", area=area, order=1, text="Medelvårdtid 75 år och äldre")
measure = make("plans.Measure", plan_indicator=line, indicator_id="medelvardtid_75")
make("plans.Target", measure=measure, value=7.5, due_month=date(2027, 12, 1))
make("plans.Question", revision=revision, where="sidan 2", problem="Två mål?", text="A B")
run = make("observations.Run", run_id="x", created_at=datetime(2026, 1, 5, tzinfo=UTC),
           synthetic=True, label="Första", region_unit_id="r", first_month=date(2025, 1, 1),
           last_month=date(2025, 12, 1), as_of=date(2025, 12, 31), manifest={"k": 5}, current=True,
           published_at=datetime(2026, 1, 6, tzinfo=UTC))
indicator = make("observations.Indicator", run=run, order=1, indicator_id="medelvardtid_75",
                 name_sv="Medelvårdtid 75", name_en="Length of stay 75", version=1, decimals=1,
                 says_sv="Vårdtid", says_en="Stay", kind="mean", polarity="lower", unit_sv="dagar",
                 unit_en="days", definition_sha256="2" * 64, state="computed", definition={})
rows = apps.get_model("observations.Observation").objects
for month in range(1, 13):
    rows.create(indicator=indicator, unit_id="r", period_kind="month", sex="all", age_group="all",
                period_start=date(2025, month, 1), numerator=80.0 + month, denominator=10.0,
                value=8.0 + month / 10, low=7.0, high=10.0, preliminary=month > 10, hidden="")
make("followup.Assessment", area=area, as_of=date(2025, 12, 31), status="yellow",
     comment="Bemanningen bekymrar", role="områdesansvarig")
make("auth.User", username="admin", password="!", is_staff=True, is_superuser=True)
print("made")
"""

MAKE = _TABLES + _ROWS
