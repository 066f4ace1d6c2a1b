"""Rounds, reports and answers; the database keeps what was handed in as it was."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.followup.rounds.triggers import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0001_initial"),
        ("plans", "0005_yearly_tasks"),
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
                ("unit_id", models.CharField(max_length=100, verbose_name="förvaltning")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "utkast"),
                            ("submitted", "inskickad"),
                            ("approved", "godkänd i förvaltningen"),
                            ("accepted", "mottagen"),
                            ("locked", "låst"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
            ],
            options={
                "verbose_name": "förvaltningens rapport",
                "verbose_name_plural": "förvaltningarnas rapporter",
                "ordering": ["round", "unit_id"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                (
                    "kind",
                    models.CharField(
                        choices=[("goal", "mål"), ("activity", "aktivitet"), ("measure", "mått")],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("indicator_id", models.CharField(blank=True, max_length=100, verbose_name="mått")),
                ("area", models.SlugField(blank=True, max_length=100, verbose_name="område")),
                ("place", models.TextField(blank=True, verbose_name="plats i planen")),
                ("text", models.TextField(verbose_name="text")),
                ("local", models.BooleanField(default=False, verbose_name="ur den lokala planen")),
                (
                    "evidence",
                    models.JSONField(blank=True, default=list, verbose_name="mått som säger något"),
                ),
                (
                    "takes",
                    models.CharField(blank=True, max_length=10, verbose_name="siffror som lämnas"),
                ),
                ("target", models.FloatField(blank=True, null=True, verbose_name="målvärde")),
                ("target_due", models.DateField(blank=True, null=True, verbose_name="nås senast")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "är eller blir uppnått"),
                            ("partly", "delvis uppnått"),
                            ("not_reached", "uppnås inte"),
                            ("not_measured", "mäts inte"),
                            ("not_started", "inte påbörjad"),
                            ("on_track", "enligt plan"),
                            ("late", "försenad"),
                            ("done", "klar"),
                            ("stopped", "avbruten"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="kommentar")),
                ("next_steps", models.TextField(blank=True, verbose_name="nästa steg")),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="sannolikhet"
                    ),
                ),
                (
                    "consequence",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="konsekvens"
                    ),
                ),
                ("risk_measure", models.TextField(blank=True, verbose_name="åtgärd mot risken")),
                (
                    "risk_owner",
                    models.CharField(
                        blank=True,
                        help_text="En roll, aldrig ett namn.",
                        max_length=300,
                        verbose_name="riskens ägare",
                    ),
                ),
                (
                    "numerator",
                    models.FloatField(blank=True, null=True, verbose_name="täljare eller antal"),
                ),
                ("denominator", models.FloatField(blank=True, null=True, verbose_name="nämnare")),
                ("seen", models.JSONField(blank=True, default=dict, verbose_name="vad data sade")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="answers",
                        to="plans.item",
                        verbose_name="planpost",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="followup.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "svar",
                "verbose_name_plural": "svar",
                "ordering": ["report", "order"],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("act", models.CharField(max_length=20, verbose_name="vad")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "utkast"),
                            ("submitted", "inskickad"),
                            ("approved", "godkänd i förvaltningen"),
                            ("accepted", "mottagen"),
                            ("locked", "låst"),
                        ],
                        max_length=20,
                        verbose_name="läge efteråt",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="skäl")),
                ("versions", models.JSONField(default=dict, verbose_name="svarens versioner")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="followup.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "steg",
                "verbose_name_plural": "steg",
                "ordering": ["report", "id"],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("t1", "tertial 1"),
                            ("t2", "tertial 2"),
                            ("t3", "tertial 3"),
                            ("h1", "första halvåret"),
                            ("h2", "andra halvåret"),
                            ("year", "helår"),
                        ],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                ("opens_on", models.DateField(verbose_name="öppnar")),
                ("submit_by", models.DateField(verbose_name="lämnas senast")),
                ("approve_by", models.DateField(verbose_name="godkänns senast")),
                ("accept_by", models.DateField(verbose_name="tas emot senast")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="plans.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppföljningsrunda",
                "verbose_name_plural": "uppföljningsrundor",
                "ordering": ["-year", "-opens_on", "-id"],
            },
        ),
        migrations.AddField(
            model_name="report",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="followup.round",
            ),
        ),
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("values", models.JSONField(verbose_name="svaret")),
                (
                    "left",
                    models.JSONField(
                        blank=True,
                        help_text="Före sammanfogning med någon annans.",
                        null=True,
                        verbose_name="som det lämnades",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="followup.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "version av ett svar",
                "verbose_name_plural": "versioner av svar",
                "ordering": ["answer", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "number"), name="answer_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="answer_version_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=20, verbose_name="steg")),
                ("due", models.DateField(verbose_name="senast")),
                ("occasion", models.CharField(max_length=20, verbose_name="tillfälle")),
                ("address", models.EmailField(max_length=254, verbose_name="till")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="skapad")),
                ("next_try", models.DateTimeField(verbose_name="nästa försök")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="försök")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="skickad")),
                ("fault", models.TextField(blank=True, verbose_name="senaste felet")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="followup.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "påminnelse",
                "verbose_name_plural": "påminnelser",
                "ordering": ["-made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "step", "due", "occasion", "address"),
                        name="reminder_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("report", "item", "indicator_id"), name="answer_once_a_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("report", "order"), name="answer_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["goal", "activity", "measure"])),
                name="answer_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "",
                            "reached",
                            "partly",
                            "not_reached",
                            "not_measured",
                            "not_started",
                            "on_track",
                            "late",
                            "done",
                            "stopped",
                        ],
                    )
                ),
                name="answer_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("likelihood__isnull", True),
                    models.Q(("likelihood__gte", 1), ("likelihood__lte", 4)),
                    _connector="OR",
                ),
                name="answer_likelihood_is_1_to_4",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consequence__isnull", True),
                    models.Q(("consequence__gte", 1), ("consequence__lte", 4)),
                    _connector="OR",
                ),
                name="answer_consequence_is_1_to_4",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("takes__in", ["", "count", "share"])),
                name="answer_takes_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["send_back", "reopen"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="step_backwards_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="step_says_who"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                fields=("revision", "kind", "year"), name="round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["t1", "t2", "t3", "h1", "h2", "year"])),
                name="round_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submit_by__gte", models.F("opens_on")),
                    ("approve_by__gte", models.F("submit_by")),
                    ("accept_by__gte", models.F("approve_by")),
                ),
                name="round_deadlines_lowest_level_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("round", "unit_id"), name="report_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "submitted", "approved", "accepted", "locked"])
                ),
                name="report_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit_id", ""), _negated=True), name="report_names_a_unit"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
