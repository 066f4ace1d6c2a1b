"""Groups, seats, ways, duties, assignments and decisions; what is decided is kept."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.governance.triggers import FIRST_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, FIRST_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, FIRST_TABLES)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="kod")),
                ("name", models.CharField(max_length=300, verbose_name="namn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("management", "ledningsgrupp"),
                            ("coordination_council", "samordningsråd"),
                            ("coordinating", "samordnande grupp"),
                            ("statutory", "lagstadgad grupp"),
                            ("expert", "sakkunniggrupp"),
                            ("function", "funktionsgrupp"),
                            ("customer_council", "kundråd"),
                            ("joint_body", "samverkansorgan"),
                        ],
                        max_length=30,
                        verbose_name="slag",
                    ),
                ),
                (
                    "process",
                    models.CharField(
                        choices=[
                            ("management", "ledning"),
                            ("main", "huvudprocess"),
                            ("support", "stödjande process"),
                            ("joint", "samverkan med kommunerna"),
                        ],
                        max_length=20,
                        verbose_name="process",
                    ),
                ),
                (
                    "meetings_a_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="möten om året"
                    ),
                ),
                ("from_date", models.DateField(verbose_name="gäller från")),
                (
                    "to_date",
                    models.DateField(blank=True, null=True, verbose_name="gäller till och med"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subgroups",
                        to="governance.group",
                        verbose_name="undergrupp till",
                    ),
                ),
            ],
            options={
                "verbose_name": "grupp",
                "verbose_name_plural": "grupper",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="kod")),
                ("text", models.CharField(max_length=300, verbose_name="ansvar")),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="governance.group",
                        verbose_name="grupp som har det",
                    ),
                ),
            ],
            options={
                "verbose_name": "ansvar som någon ska ha",
                "verbose_name_plural": "ansvar som någon ska ha",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="datum")),
                ("paragraph", models.CharField(max_length=40, verbose_name="paragraf")),
                (
                    "diary_number",
                    models.CharField(blank=True, max_length=60, verbose_name="diarienummer"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("approved", "bifall"),
                            ("rejected", "avslag"),
                            ("returned", "återremiss"),
                            ("noted", "noterat"),
                        ],
                        max_length=20,
                        verbose_name="utfall",
                    ),
                ),
                ("text", models.TextField(verbose_name="beslut")),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("revision", "revidering av en plan"),
                            ("need", "utvecklingsbehov"),
                            ("group", "grupp"),
                            ("report", "rapport"),
                        ],
                        max_length=20,
                        verbose_name="gäller",
                    ),
                ),
                ("subject_key", models.CharField(max_length=100, verbose_name="vilken")),
                ("stage", models.CharField(blank=True, max_length=30, verbose_name="skede")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="införd")),
                ("recorded_by", models.CharField(max_length=300, verbose_name="införd av")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="governance.group",
                        verbose_name="organ",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslut",
                "verbose_name_plural": "beslut",
                "ordering": ["-decided_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "utkast"),
                            ("decided", "beslutad"),
                            ("superseded", "ersatt"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                (
                    "edit",
                    models.PositiveIntegerField(
                        default=0, help_text="Räknas upp vid sparning.", verbose_name="ändring"
                    ),
                ),
                (
                    "area_of_responsibility",
                    models.TextField(blank=True, verbose_name="ansvarsområde"),
                ),
                ("commissioner", models.TextField(blank=True, verbose_name="uppdragsgivare")),
                ("assignee", models.TextField(blank=True, verbose_name="uppdragstagare")),
                ("purpose", models.TextField(blank=True, verbose_name="syfte")),
                ("description", models.TextField(blank=True, verbose_name="uppdragsbeskrivning")),
                ("organisation", models.TextField(blank=True, verbose_name="arbetsorganisation")),
                ("participants", models.TextField(blank=True, verbose_name="deltagare")),
                ("adjunct", models.TextField(blank=True, verbose_name="adjungerade")),
                ("frequency", models.TextField(blank=True, verbose_name="mötesfrekvens")),
                ("subgroups", models.TextField(blank=True, verbose_name="undergrupper")),
                (
                    "relations",
                    models.TextField(blank=True, verbose_name="samband och gränsdragning"),
                ),
                ("communication", models.TextField(blank=True, verbose_name="kommunikation")),
                ("decision_order", models.TextField(blank=True, verbose_name="beslutsordning")),
                ("reporting", models.TextField(blank=True, verbose_name="rapportering")),
                ("escalation", models.TextField(blank=True, verbose_name="eskalering")),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="beslutsdatum"),
                ),
                (
                    "decided_by",
                    models.CharField(blank=True, max_length=300, verbose_name="beslutad av"),
                ),
                (
                    "diary_number",
                    models.CharField(blank=True, max_length=60, verbose_name="diarienummer"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="governance.group",
                        verbose_name="grupp",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppdragshandling",
                "verbose_name_plural": "uppdragshandlingar",
                "ordering": ["group", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("reports", "rapporterar till"),
                            ("escalates", "eskalerar till"),
                            ("touches", "har samband med"),
                        ],
                        max_length=20,
                        verbose_name="väg",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="När det inte är en grupp.",
                        max_length=300,
                        verbose_name="till en roll",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="gränsdragning")),
                ("from_date", models.DateField(verbose_name="gäller från")),
                (
                    "to_date",
                    models.DateField(blank=True, null=True, verbose_name="gäller till och med"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways_out",
                        to="governance.group",
                        verbose_name="från",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways_in",
                        to="governance.group",
                        verbose_name="till",
                    ),
                ),
            ],
            options={
                "verbose_name": "väg mellan grupper",
                "verbose_name_plural": "vägar mellan grupper",
                "ordering": ["source", "way", "id"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("chair", "ordförande"),
                            ("member", "ledamot"),
                            ("adjunct", "adjungerad"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="del",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        help_text="En roll, aldrig ett namn.", max_length=300, verbose_name="roll"
                    ),
                ),
                (
                    "unit_id",
                    models.CharField(
                        blank=True,
                        help_text="Tomt för regionen.",
                        max_length=100,
                        verbose_name="förvaltning",
                    ),
                ),
                ("mandate", models.TextField(blank=True, verbose_name="mandat")),
                ("from_date", models.DateField(verbose_name="gäller från")),
                (
                    "to_date",
                    models.DateField(blank=True, null=True, verbose_name="gäller till och med"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="governance.group",
                        verbose_name="grupp",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="konto",
                    ),
                ),
            ],
            options={
                "verbose_name": "plats i en grupp",
                "verbose_name_plural": "platser i grupper",
                "ordering": ["group", "part", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "management"), ("process__in", ["management"])),
                    models.Q(("kind", "coordination_council"), ("process__in", ["main"])),
                    models.Q(("kind", "coordinating"), ("process__in", ["main", "support"])),
                    models.Q(("kind", "statutory"), ("process__in", ["main"])),
                    models.Q(("kind", "expert"), ("process__in", ["main", "support"])),
                    models.Q(("kind", "function"), ("process__in", ["support"])),
                    models.Q(("kind", "customer_council"), ("process__in", ["support"])),
                    models.Q(("kind", "joint_body"), ("process__in", ["joint"])),
                    _connector="OR",
                ),
                name="group_kind_has_its_process",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_date__isnull", True),
                    ("to_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="group_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="group_is_not_its_own_subgroup",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("meetings_a_year__isnull", True),
                    models.Q(("meetings_a_year__gte", 1), ("meetings_a_year__lte", 366)),
                    _connector="OR",
                ),
                name="group_meets_on_days_of_the_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="group_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="duty_says_what"
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["subject_kind", "subject_key"], name="decision_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["approved", "rejected", "returned", "noted"])),
                name="decision_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("subject_kind__in", ["revision", "need", "group", "report"]),
                    models.Q(("subject_key", ""), _negated=True),
                ),
                name="decision_is_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paragraph", ""), _negated=True),
                    models.Q(("text", ""), _negated=True),
                ),
                name="decision_says_what_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_by", ""), _negated=True),
                name="decision_says_who_wrote_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("group", "number"), name="assignment_number_once_a_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "decided")),
                fields=("group",),
                name="assignment_decided_once_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("group",),
                name="assignment_drafted_once_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "decided", "superseded"])),
                name="assignment_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("decided_on__isnull", False),
                        models.Q(("decided_by", ""), _negated=True),
                        models.Q(("diary_number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assignment_decided_says_when_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["reports", "escalates", "touches"])),
                name="relation_way_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target__isnull", False), ("role", "")),
                    models.Q(("target__isnull", True), models.Q(("role", ""), _negated=True)),
                    _connector="OR",
                ),
                name="relation_leads_to_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target__isnull", True),
                    models.Q(("target", models.F("source")), _negated=True),
                    _connector="OR",
                ),
                name="relation_leads_to_another_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_date__isnull", True),
                    ("to_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="relation_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("target__isnull", False), ("to_date__isnull", True)),
                fields=("source", "way", "target"),
                name="relation_once_between_groups",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("target__isnull", True), ("to_date__isnull", True)),
                fields=("source", "way", "role"),
                name="relation_once_to_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["chair", "member", "adjunct"])),
                name="seat_part_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", ""), _negated=True), name="seat_names_a_role"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_date__isnull", True),
                    ("to_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="seat_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "chair"), ("to_date__isnull", True)),
                fields=("group",),
                name="seat_of_one_chair",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("group", "role", "unit_id", "from_date"), name="seat_once_from_a_date"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
