"""Reports, their sections, the evidence in them and what was approved; an approved one is kept."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.reports.triggers import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("observations", "0004_effects"),
        ("plans", "0007_activity_months"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("template_key", models.CharField(max_length=100, verbose_name="mall")),
                ("template_version", models.PositiveIntegerField(verbose_name="mallens version")),
                ("as_of", models.DateField(verbose_name="avser läget den")),
                ("language", models.CharField(max_length=2, verbose_name="språk")),
                ("title", models.CharField(max_length=300, verbose_name="titel")),
                (
                    "unit_id",
                    models.CharField(
                        blank=True,
                        help_text="Tomt för regionen.",
                        max_length=100,
                        verbose_name="förvaltning",
                    ),
                ),
                (
                    "area",
                    models.SlugField(
                        blank=True,
                        help_text="Tomt för alla.",
                        max_length=100,
                        verbose_name="område",
                    ),
                ),
                (
                    "open_to_all",
                    models.BooleanField(
                        default=False, verbose_name="läses av alla när den är godkänd"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "skrivs"), ("approved", "godkänd")],
                        default="draft",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="påbörjad")),
                ("created_by", models.CharField(max_length=300, verbose_name="påbörjad av")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="reports.report",
                        verbose_name="följer på",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_reports",
                        to="plans.revision",
                        verbose_name="revidering",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_reports",
                        to="observations.run",
                        verbose_name="körning",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapport som skrivs",
                "verbose_name_plural": "rapporter som skrivs",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Inserted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="underlag")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("insert", "infogat"),
                            ("accept", "nya uppgifter tagna in"),
                            ("keep", "gamla uppgifter behållna"),
                            ("refresh", "samma uppgifter, nyare körning"),
                        ],
                        max_length=20,
                        verbose_name="hur",
                    ),
                ),
                ("content", models.TextField(verbose_name="innehåll")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingeravtryck")),
                ("against", models.CharField(blank=True, max_length=64, verbose_name="framför")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="observations.run",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inserted",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "infogat underlag",
                "verbose_name_plural": "infogade underlag",
                "ordering": ["report", "id"],
            },
        ),
        migrations.CreateModel(
            name="Frozen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("manuscript", models.TextField(verbose_name="manuskript")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingeravtryck")),
                ("actor", models.CharField(max_length=300, verbose_name="godkänd av")),
                ("at", models.DateTimeField(verbose_name="godkänd")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "godkänd rapport",
                "verbose_name_plural": "godkända rapporter",
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="nyckel")),
                ("template_section", models.CharField(max_length=100, verbose_name="del i mallen")),
                ("area", models.SlugField(blank=True, max_length=100, verbose_name="område")),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("heading", models.CharField(max_length=300, verbose_name="rubrik")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="rubriknivå")),
                (
                    "words",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="högst så många ord"
                    ),
                ),
                ("guidance", models.TextField(blank=True, verbose_name="vägledning")),
                ("writer", models.CharField(blank=True, max_length=300, verbose_name="skribent")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("empty", "tomt"),
                            ("draft", "skrivs"),
                            ("ready", "klart för godkännande"),
                            ("approved", "godkänt"),
                        ],
                        default="empty",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.report",
                        verbose_name="rapport",
                    ),
                ),
            ],
            options={
                "verbose_name": "avsnitt",
                "verbose_name_plural": "avsnitt",
                "ordering": ["report", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="SectionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("write", "skrev"),
                            ("hand_on", "lämnade för godkännande"),
                            ("take_back", "tog tillbaka"),
                            ("approve", "godkände"),
                            ("send_back", "lämnade tillbaka"),
                            ("approve_report", "godkände rapporten"),
                        ],
                        max_length=20,
                        verbose_name="vad",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                ("reason", models.TextField(blank=True, verbose_name="skäl")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reports.report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "verbose_name": "steg i en rapport",
                "verbose_name_plural": "steg i rapporter",
                "ordering": ["report", "id"],
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reports.reportsection",
                        verbose_name="avsnitt",
                    ),
                ),
            ],
            options={
                "verbose_name": "version av ett avsnitt",
                "verbose_name_plural": "versioner av avsnitt",
                "ordering": ["section", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "approved"])),
                name="written_report_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("created_by", ""), _negated=True),
                ),
                name="written_report_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["sv", "en"])),
                name="written_report_language_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="inserted",
            index=models.Index(fields=["report", "key", "id"], name="inserted_latest"),
        ),
        migrations.AddConstraint(
            model_name="inserted",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["insert", "accept", "keep", "refresh"])),
                name="inserted_act_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="inserted",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key", ""), _negated=True), models.Q(("actor", ""), _negated=True)
                ),
                name="inserted_says_what_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="inserted",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", "keep"), ("against", ""), _connector="OR"),
                name="inserted_against_when_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("manuscript", ""), _negated=True),
                    models.Q(("actor", ""), _negated=True),
                ),
                name="frozen_says_what_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(
                fields=("report", "key"), name="section_key_once_a_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["empty", "draft", "ready", "approved"])),
                name="section_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                name="section_level_is_one_to_three",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading", ""), _negated=True), name="section_has_a_heading"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "empty"), _negated=True), ("text", ""), _connector="OR"
                ),
                name="section_is_empty_without_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        ["write", "hand_on", "take_back", "approve", "send_back", "approve_report"],
                    )
                ),
                name="section_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="section_step_says_who"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "send_back"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="section_step_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionversion",
            constraint=models.UniqueConstraint(
                fields=("section", "number"), name="section_version_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="section_version_says_who"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
