"""What comes of a need: units that introduce it, and what in the plans it is to change."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.needs.triggers import RESULT_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, RESULT_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, RESULT_TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0001_initial"),
        ("plans", "0008_writers_wait"),
    ]

    operations = [
        migrations.CreateModel(
            name="Aim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holds", models.BooleanField(verbose_name="gäller")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.item",
                        verbose_name="planpost",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aims",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "koppling till en plan",
                "verbose_name_plural": "kopplingar till planer",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True), name="aim_says_who"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.CharField(max_length=100, verbose_name="enhet")),
                (
                    "uptake",
                    models.CharField(
                        choices=[
                            ("planned", "ska införas"),
                            ("introduced", "infört"),
                            ("ended", "används inte längre"),
                            ("declined", "införs inte"),
                            ("mistaken", "felaktigt inrapporterat"),
                        ],
                        max_length=20,
                        verbose_name="vad enheten gör",
                    ),
                ),
                ("on", models.DateField(verbose_name="från och med")),
                ("outcome", models.TextField(blank=True, verbose_name="utfall")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "införande",
                "verbose_name_plural": "införanden",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "uptake__in",
                                ["planned", "introduced", "ended", "declined", "mistaken"],
                            )
                        ),
                        name="introduction_uptake_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit_id", ""), _negated=True),
                            models.Q(("actor", ""), _negated=True),
                        ),
                        name="introduction_says_where_and_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("uptake__in", ["declined", "ended", "mistaken"]), _negated=True
                            ),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="introduction_says_why_not",
                    ),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
