"""Digital initiatives, from an idea to broad introduction; their ways are kept."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.needs.triggers import INITIATIVE_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, INITIATIVE_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, INITIATIVE_TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0002_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="rubrik")),
                ("problem", models.TextField(blank=True, verbose_name="problem")),
                ("affected", models.TextField(blank=True, verbose_name="vilka som berörs")),
                (
                    "owner",
                    models.CharField(
                        blank=True, help_text="En roll.", max_length=300, verbose_name="ägare"
                    ),
                ),
                (
                    "verification",
                    models.TextField(blank=True, verbose_name="hur behovet är verifierat"),
                ),
                ("pilot_plan", models.TextField(blank=True, verbose_name="pilotens upplägg")),
                (
                    "pilot_units",
                    models.JSONField(blank=True, default=list, verbose_name="pilotenheter"),
                ),
                ("success", models.TextField(blank=True, verbose_name="när piloten har lyckats")),
                (
                    "measure",
                    models.CharField(blank=True, max_length=100, verbose_name="mått på användning"),
                ),
                (
                    "threshold",
                    models.FloatField(blank=True, null=True, verbose_name="används från"),
                ),
                (
                    "pilot_from",
                    models.DateField(blank=True, null=True, verbose_name="piloten började"),
                ),
                (
                    "pilot_to",
                    models.DateField(blank=True, null=True, verbose_name="piloten slutade"),
                ),
                ("evaluation", models.TextField(blank=True, verbose_name="utvärdering")),
                (
                    "recommendation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("broad", "inför brett"),
                            ("again", "pröva igen"),
                            ("stop", "stoppa"),
                        ],
                        max_length=10,
                        verbose_name="rekommendation",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="plan för införandet")),
                ("adopted", models.TextField(blank=True, verbose_name="hur införandet gick")),
                (
                    "maintainer",
                    models.CharField(blank=True, max_length=300, verbose_name="förvaltare"),
                ),
                ("wound_up", models.TextField(blank=True, verbose_name="varför det avvecklas")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("idea", "idé"),
                            ("verified", "behovet verifierat"),
                            ("pilot", "pilot"),
                            ("evaluation", "utvärdering"),
                            ("decision", "beslut"),
                            ("broad", "brett införande"),
                            ("maintenance", "i förvaltning"),
                        ],
                        default="idea",
                        max_length=20,
                        verbose_name="steg",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "pågår"),
                            ("paused", "pausat"),
                            ("refused", "avvisat"),
                            ("closed", "avslutat"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="i steget sedan")),
                ("edit", models.PositiveIntegerField(default=0, verbose_name="ändring")),
                ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="anmält")),
                ("registered_by", models.CharField(max_length=300, verbose_name="anmält av")),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "digitalt initiativ",
                "verbose_name_plural": "digitala initiativ",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="InitiativeMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="när")),
                ("act", models.CharField(max_length=20, verbose_name="vad")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("idea", "idé"),
                            ("verified", "behovet verifierat"),
                            ("pilot", "pilot"),
                            ("evaluation", "utvärdering"),
                            ("decision", "beslut"),
                            ("broad", "brett införande"),
                            ("maintenance", "i förvaltning"),
                        ],
                        max_length=20,
                        verbose_name="steg före",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("idea", "idé"),
                            ("verified", "behovet verifierat"),
                            ("pilot", "pilot"),
                            ("evaluation", "utvärdering"),
                            ("decision", "beslut"),
                            ("broad", "brett införande"),
                            ("maintenance", "i förvaltning"),
                        ],
                        max_length=20,
                        verbose_name="steg",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "pågår"),
                            ("paused", "pausat"),
                            ("refused", "avvisat"),
                            ("closed", "avslutat"),
                        ],
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="skäl")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="needs.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "initiativets förflyttning",
                "verbose_name_plural": "initiativens förflyttningar",
                "ordering": ["initiative", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "idea",
                            "verified",
                            "pilot",
                            "evaluation",
                            "decision",
                            "broad",
                            "maintenance",
                        ],
                    )
                ),
                name="initiative_stage_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["active", "paused", "refused", "closed"])),
                name="initiative_standing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "closed"), _negated=True),
                    ("stage", "maintenance"),
                    _connector="OR",
                ),
                name="initiative_is_wound_up_when_maintained",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(("recommendation__in", ["", "broad", "again", "stop"])),
                name="initiative_recommendation_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pilot_to__isnull", True),
                    models.Q(
                        ("pilot_from__isnull", False), ("pilot_to__gte", models.F("pilot_from"))
                    ),
                    _connector="OR",
                ),
                name="pilot_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("registered_by", ""), _negated=True),
                ),
                name="initiative_says_what_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativemove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["back", "pause", "refuse", "reopen"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="initiative_move_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiativemove",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="initiative_move_says_who"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
