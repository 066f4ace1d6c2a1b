"""Meetings of groups, and what the database keeps of them."""

import uuid

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.meetings.triggers import create_statements, drop_statements


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in create_statements(schema_editor.connection):
        schema_editor.connection.cursor().execute(statement)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection):
        schema_editor.connection.cursor().execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("governance", "0003_secretaries"),
        ("plans", "0007_activity_months"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity",
                        to="governance.actionitem",
                        verbose_name="åtgärd",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="from_actions",
                        to="plans.item",
                        verbose_name="aktivitet",
                    ),
                ),
            ],
            options={
                "verbose_name": "aktivitet av en åtgärd",
                "verbose_name_plural": "aktiviteter av åtgärder",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="rubrik")),
                ("day", models.DateField(verbose_name="dag")),
                ("starts", models.TimeField(verbose_name="börjar")),
                ("ends", models.TimeField(verbose_name="slutar")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="plats")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planerat"),
                            ("held", "hållet"),
                            ("minuted", "protokollet justerat"),
                            ("cancelled", "inställt"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="svara senast")),
                ("reminder", models.TextField(blank=True, verbose_name="påminnelse")),
                ("run_id", models.CharField(blank=True, max_length=100, verbose_name="körning")),
                ("synthetic", models.BooleanField(default=False, verbose_name="påhittat")),
                (
                    "shown_to",
                    models.CharField(
                        choices=[("members", "ledamöter och tillfrågade"), ("everybody", "alla")],
                        default="members",
                        max_length=20,
                        verbose_name="visas för",
                    ),
                ),
                (
                    "secretary",
                    models.CharField(blank=True, max_length=300, verbose_name="sekreterare"),
                ),
                (
                    "introduction",
                    models.TextField(blank=True, verbose_name="inledning i protokollet"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="justerat")),
                (
                    "approved_by",
                    models.CharField(blank=True, max_length=300, verbose_name="justerat av"),
                ),
                (
                    "cancelled_because",
                    models.TextField(blank=True, verbose_name="inställt därför att"),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="kalenderns nummer",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, verbose_name="ändring")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="ändrat")),
                ("called_at", models.DateTimeField(auto_now_add=True, verbose_name="kallat")),
                ("called_by", models.CharField(max_length=300, verbose_name="kallat av")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="governance.group",
                        verbose_name="grupp",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="plans.revision",
                        verbose_name="plan som lägen frågas för",
                    ),
                ),
            ],
            options={
                "verbose_name": "möte",
                "verbose_name_plural": "möten",
                "ordering": ["day", "starts", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=300, verbose_name="roll")),
                (
                    "unit_id",
                    models.CharField(blank=True, max_length=100, verbose_name="förvaltning"),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("present", "närvarande"),
                            ("replaced", "vikarie"),
                            ("absent", "frånvarande"),
                        ],
                        max_length=20,
                        verbose_name="närvaro",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="anteckning")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="meetings.meeting",
                        verbose_name="möte",
                    ),
                ),
            ],
            options={
                "verbose_name": "närvaro",
                "verbose_name_plural": "närvaro",
                "ordering": ["meeting", "id"],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("heading", models.CharField(max_length=300, verbose_name="rubrik")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "information"),
                            ("dialogue", "dialog"),
                            ("decision", "för beslut"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="syfte")),
                (
                    "presenter",
                    models.CharField(blank=True, max_length=300, verbose_name="föredragande"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minuter"),
                ),
                ("wanted", models.TextField(blank=True, verbose_name="beslut som önskas")),
                (
                    "takes_up_areas",
                    models.BooleanField(default=False, verbose_name="tar upp lägena per område"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="vad som sades")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="meetings.meeting",
                        verbose_name="möte",
                    ),
                ),
            ],
            options={
                "verbose_name": "punkt på dagordningen",
                "verbose_name_plural": "punkter på dagordningen",
                "ordering": ["meeting", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="PointDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="at_point",
                        to="governance.decision",
                        verbose_name="beslut",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided",
                        to="meetings.point",
                        verbose_name="punkt",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslut vid en punkt",
                "verbose_name_plural": "beslut vid punkter",
                "ordering": ["point", "id"],
            },
        ),
        migrations.CreateModel(
            name="PointDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="handling")),
                ("address", models.CharField(max_length=1000, verbose_name="adress")),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="meetings.point",
                        verbose_name="punkt",
                    ),
                ),
            ],
            options={
                "verbose_name": "handling till en punkt",
                "verbose_name_plural": "handlingar till punkter",
                "ordering": ["point", "id"],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.CharField(max_length=100, verbose_name="förvaltning")),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_phase", "i fas"),
                            ("behind", "släpar efter"),
                            ("obstructed", "hinder"),
                            ("unconcerned", "berörs inte"),
                        ],
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="med egna ord")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="svarat")),
                (
                    "answered_by",
                    models.CharField(blank=True, max_length=300, verbose_name="svarat av"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="plans.area",
                        verbose_name="område",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="meetings.meeting",
                        verbose_name="möte",
                    ),
                ),
            ],
            options={
                "verbose_name": "läge i ett område",
                "verbose_name_plural": "lägen i områden",
                "ordering": ["meeting", "area__order", "unit_id"],
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "held", "minuted", "cancelled"])),
                name="meeting_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("shown_to__in", ["members", "everybody"])),
                name="meeting_is_shown_to_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="meeting_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("called_by", ""), _negated=True),
                ),
                name="meeting_says_what_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_by__isnull", True),
                    models.Q(("revision__isnull", False), ("answer_by__lte", models.F("day"))),
                    _connector="OR",
                ),
                name="meeting_is_answered_before_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_on__isnull", False),
                        ("state", "minuted"),
                        models.Q(("approved_by", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "minuted"), _negated=True),
                        ("approved_by", ""),
                        ("approved_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="meeting_minuted_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancelled_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_cancelled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "role", "unit_id"), name="attendance_once_a_role"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("presence__in", ["present", "replaced", "absent"]),
                    models.Q(("role", ""), _negated=True),
                ),
                name="attendance_says_who_and_whether",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["information", "dialogue", "decision"])),
                name="point_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading", ""), _negated=True), name="point_has_a_heading"
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__isnull", True),
                    models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                    _connector="OR",
                ),
                name="point_takes_minutes_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "decision"), _negated=True),
                    models.Q(("wanted", ""), _negated=True),
                    _connector="OR",
                ),
                name="point_of_decision_says_what_is_wanted",
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.UniqueConstraint(
                condition=models.Q(("takes_up_areas", True)),
                fields=("meeting",),
                name="point_of_areas_once_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="document_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address__startswith", "https://"),
                    ("address__startswith", "http://"),
                    _connector="OR",
                ),
                name="document_lies_on_the_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                fields=("meeting", "area", "unit_id"), name="position_once_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word__in", ["", "in_phase", "behind", "obstructed", "unconcerned"]),
                    models.Q(("unit_id", ""), _negated=True),
                ),
                name="position_word_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True),
                        ("answered_by", ""),
                        ("text", ""),
                        ("word", ""),
                    ),
                    models.Q(
                        models.Q(("word", ""), _negated=True),
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="position_answered_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word__in", ["behind", "obstructed"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="position_behind_says_why",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
