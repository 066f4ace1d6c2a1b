"""Published scenarios; what is published never changes."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.scenarios.triggers import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Publication",
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
                ("label", models.CharField(max_length=300, verbose_name="märkning")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingeravtryck")),
            ],
            options={
                "verbose_name": "publicering av scenarier",
                "verbose_name_plural": "publiceringar av scenarier",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor", ""), _negated=True),
                            models.Q(("label", ""), _negated=True),
                        ),
                        name="scenarios_say_who_and_that_invented",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, verbose_name="namn i adressen")),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("content", models.TextField(verbose_name="innehåll")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scenarios",
                        to="scenarios.publication",
                        verbose_name="publicering",
                    ),
                ),
            ],
            options={
                "verbose_name": "scenario",
                "verbose_name_plural": "scenarier",
                "ordering": ["publication", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "slug"), name="scenario_slug_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("slug", ""), _negated=True),
                            models.Q(("content", ""), _negated=True),
                        ),
                        name="scenario_has_a_content",
                    ),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
