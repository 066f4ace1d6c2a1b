"""Runs that are shown to everybody, and what each lever gives; a run that has ended stays as it is.

On SQLite the table of runs is made anew when it gets a column, without its triggers: they are taken
away first and put back.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.scenarios.triggers import (
    forbid_job_change,
    forbid_run_change,
    permit_job_change,
    permit_run_change,
)


def permit_jobs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_job_change(schema_editor.connection)


def forbid_jobs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_job_change(schema_editor.connection)


def forbid_runs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_run_change(schema_editor.connection)


def permit_runs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_run_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0002_jobs")]

    operations = [
        migrations.RunPython(permit_jobs, forbid_jobs),
        migrations.AddField(
            model_name="job",
            name="orders",
            field=models.PositiveIntegerField(default=0, verbose_name="par av ordningar"),
        ),
        migrations.RunPython(forbid_jobs, permit_jobs),
        migrations.CreateModel(
            name="RunPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="publicerad"),
                ),
                ("actor", models.CharField(max_length=300, verbose_name="publicerad av")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="scenarios.job",
                        verbose_name="körning",
                    ),
                ),
            ],
            options={
                "verbose_name": "publicering av en körning",
                "verbose_name_plural": "publiceringar av körningar",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True),
                        name="run_publication_says_who",
                    ),
                    models.UniqueConstraint(fields=("job",), name="run_published_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="tillbakadragen"),
                ),
                ("actor", models.CharField(max_length=300, verbose_name="tillbakadragen av")),
                ("reason", models.TextField(verbose_name="skäl")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="scenarios.runpublication",
                        verbose_name="publicering",
                    ),
                ),
            ],
            options={
                "verbose_name": "tillbakadragande av en körning",
                "verbose_name_plural": "tillbakadraganden av körningar",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="run_withdrawal_says_who_and_why",
                    ),
                    models.UniqueConstraint(fields=("publication",), name="run_withdrawn_once"),
                ],
            },
        ),
        migrations.RunPython(forbid_runs, permit_runs),
    ]
