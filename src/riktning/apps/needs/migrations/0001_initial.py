"""Needs, what is said of them and the frame they stand in; their ways are kept."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.needs.triggers import FIRST_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, FIRST_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, FIRST_TABLES)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="kod")),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("question", models.CharField(max_length=300, verbose_name="fråga")),
                ("retired", models.BooleanField(default=False, verbose_name="ställs inte längre")),
            ],
            options={
                "verbose_name": "kriterium",
                "verbose_name_plural": "kriterier",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Perspective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="kod")),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("name", models.CharField(max_length=300, verbose_name="namn")),
                ("text", models.TextField(blank=True, verbose_name="text")),
            ],
            options={
                "verbose_name": "perspektiv",
                "verbose_name_plural": "perspektiv",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="PriorityArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="kod")),
                ("order", models.PositiveIntegerField(verbose_name="ordning")),
                ("name", models.CharField(max_length=300, verbose_name="namn")),
                (
                    "perspective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="needs.perspective",
                    ),
                ),
            ],
            options={
                "verbose_name": "prioriterat område",
                "verbose_name_plural": "prioriterade områden",
                "ordering": ["perspective", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="rubrik")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("political", "politiskt uppdrag"),
                            ("law", "ny eller ändrad lag eller föreskrift"),
                            ("identified", "identifierat behov av gemensamt arbete"),
                        ],
                        max_length=20,
                        verbose_name="kommer från",
                    ),
                ),
                ("problem", models.TextField(blank=True, verbose_name="problem")),
                ("affected", models.TextField(blank=True, verbose_name="vilka som berörs")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("county", "hela länet"),
                            ("subregional", "delregionalt"),
                            ("local", "lokalt"),
                        ],
                        max_length=20,
                        verbose_name="nivå",
                    ),
                ),
                (
                    "consulted",
                    models.BooleanField(default=False, verbose_name="ska till politiskt samråd"),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("identified", "identifierat behov"),
                            ("position", "ställningstagande och prioritering"),
                            ("implementation", "genomförande"),
                            ("completed", "slutfört uppdrag"),
                        ],
                        default="identified",
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="needs.priorityarea",
                    ),
                ),
            ],
            options={
                "verbose_name": "utvecklingsbehov",
                "verbose_name_plural": "utvecklingsbehov",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Body",
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
                            ("position", "tar ställning"),
                            ("consultation", "politiskt samråd"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="del",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.group",
                        verbose_name="grupp",
                    ),
                ),
            ],
            options={
                "verbose_name": "beslutande organ",
                "verbose_name_plural": "beslutande organ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["position", "consultation"])),
                        name="body_part_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
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
                            ("identified", "identifierat behov"),
                            ("position", "ställningstagande och prioritering"),
                            ("implementation", "genomförande"),
                            ("completed", "slutfört uppdrag"),
                        ],
                        max_length=20,
                        verbose_name="steg före",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("identified", "identifierat behov"),
                            ("position", "ställningstagande och prioritering"),
                            ("implementation", "genomförande"),
                            ("completed", "slutfört uppdrag"),
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "förflyttning",
                "verbose_name_plural": "förflyttningar",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "act__in",
                                    [
                                        "back",
                                        "pause",
                                        "refuse",
                                        "reopen",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="move_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True), name="move_says_who"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reply",
                    models.CharField(
                        choices=[("yes", "ja"), ("partly", "delvis"), ("no", "nej")],
                        max_length=10,
                        verbose_name="svar",
                    ),
                ),
                ("reason", models.TextField(verbose_name="motivering")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="needs.criterion",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "svar på kriterium",
                "verbose_name_plural": "svar på kriterier",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reply__in", ["yes", "partly", "no"])),
                        name="reply_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("actor", ""), _negated=True),
                        ),
                        name="reply_says_why_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("small", "litet"), ("medium", "mellanstort"), ("large", "stort")],
                        max_length=20,
                        verbose_name="storlek",
                    ),
                ),
                ("state_grant", models.TextField(blank=True, verbose_name="statsbidrag")),
                ("description", models.TextField(blank=True, verbose_name="uppdragsbeskrivning")),
                ("purpose", models.TextField(blank=True, verbose_name="syfte och mål")),
                ("boundaries", models.TextField(blank=True, verbose_name="avgränsningar")),
                ("composition", models.TextField(blank=True, verbose_name="gruppsammansättning")),
                ("time_plan", models.TextField(blank=True, verbose_name="tidsåtgång och tidplan")),
                (
                    "leader",
                    models.CharField(blank=True, max_length=300, verbose_name="processledare"),
                ),
                ("working_group", models.TextField(blank=True, verbose_name="arbetsgrupp")),
                (
                    "group_ended_on",
                    models.DateField(blank=True, null=True, verbose_name="arbetsgruppen avslutad"),
                ),
                ("product", models.TextField(blank=True, verbose_name="slutprodukt")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="publicerad"),
                ),
                ("edit", models.PositiveIntegerField(default=0, verbose_name="ändring")),
                (
                    "need",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commission",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppdrag",
                "verbose_name_plural": "uppdrag",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__in", ["", "small", "medium", "large"])),
                        name="commission_size_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("importance", models.PositiveSmallIntegerField(verbose_name="viktigt")),
                ("urgency", models.PositiveSmallIntegerField(verbose_name="bråttom")),
                ("reason", models.TextField(verbose_name="motivering")),
                ("placed", models.JSONField(default=list, verbose_name="placeringar då")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "enighet om placering",
                "verbose_name_plural": "enighet om placeringar",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__gte", 1),
                            ("importance__lte", 10),
                            ("urgency__gte", 1),
                            ("urgency__lte", 10),
                        ),
                        name="agreement_is_in_the_matrix",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("actor", ""), _negated=True),
                        ),
                        name="agreement_says_why_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedReport",
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
                        choices=[("interim", "delrapport"), ("final", "slutrapport")],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="lämnad")),
                ("text", models.TextField(verbose_name="text")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapport om ett behov",
                "verbose_name_plural": "rapporter om behov",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["interim", "final"])),
                        name="need_report_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("actor", ""), _negated=True),
                        ),
                        name="need_report_says_what_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("importance", models.PositiveSmallIntegerField(verbose_name="viktigt")),
                ("urgency", models.PositiveSmallIntegerField(verbose_name="bråttom")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "placering",
                "verbose_name_plural": "placeringar",
                "ordering": ["need", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__gte", 1),
                            ("importance__lte", 10),
                            ("urgency__gte", 1),
                            ("urgency__lte", 10),
                        ),
                        name="placement_is_in_the_matrix",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True),
                        name="placement_says_whose",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["step", "standing", "since"], name="need_on_the_board"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["political", "law", "identified"])),
                name="need_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["county", "subregional", "local"])),
                name="need_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step__in", ["identified", "position", "implementation", "completed"])
                ),
                name="need_step_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["active", "paused", "refused", "closed"])),
                name="need_standing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "closed"), _negated=True),
                    ("step", "completed"),
                    _connector="OR",
                ),
                name="need_is_closed_when_completed",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("registered_by", ""), _negated=True),
                ),
                name="need_says_what_and_by_whom",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
