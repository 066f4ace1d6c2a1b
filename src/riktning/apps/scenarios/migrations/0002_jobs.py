"""Runs that are asked for on the pages; what has ended never changes."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.scenarios.triggers import forbid_job_change, permit_job_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_job_change(schema_editor.connection)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_job_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("scenarios", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="beställd")),
                ("actor", models.CharField(max_length=300, verbose_name="beställd av")),
                ("name", models.CharField(max_length=300, verbose_name="namn")),
                ("scenario", models.TextField(verbose_name="scenario")),
                ("baseline", models.TextField(verbose_name="jämförelse")),
                ("persons", models.PositiveIntegerField(verbose_name="personer")),
                ("draws", models.PositiveIntegerField(verbose_name="dragningar")),
                ("replicates", models.PositiveIntegerField(verbose_name="replikat")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "i kö"),
                            ("running", "körs"),
                            ("done", "klar"),
                            ("failed", "gick inte att köra"),
                            ("cancelled", "avbruten"),
                        ],
                        default="queued",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("done", models.PositiveBigIntegerField(default=0, verbose_name="gjort")),
                ("total", models.PositiveBigIntegerField(default=0, verbose_name="av")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="försök")),
                ("started_at", models.DateTimeField(null=True, verbose_name="började")),
                ("told_at", models.DateTimeField(null=True, verbose_name="hördes av")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="slutade")),
                ("fault", models.TextField(blank=True, default="", verbose_name="fel")),
                ("contents", models.TextField(blank=True, default="", verbose_name="innehåll")),
            ],
            options={
                "verbose_name": "körning av scenario",
                "verbose_name_plural": "körningar av scenarier",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            models.Q(("scenario", ""), _negated=True),
                            models.Q(("baseline", ""), _negated=True),
                        ),
                        name="job_says_who_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("persons__gte", 1), ("draws__gte", 1), ("replicates__gte", 1)
                        ),
                        name="job_runs_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["queued", "running", "done", "failed", "cancelled"])
                        ),
                        name="job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), models.Q(("contents", ""), _negated=True)),
                            models.Q(models.Q(("state", "done"), _negated=True), ("contents", "")),
                            _connector="OR",
                        ),
                        name="job_has_contents_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("fault", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("fault", "")),
                            _connector="OR",
                        ),
                        name="job_says_why_it_failed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ("done", "failed", "cancelled")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("done", "failed", "cancelled")), _negated=True
                                ),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_says_when_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))),
                        name="job_does_no_more_than_all",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("state",),
                        name="job_runs_alone",
                    ),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
