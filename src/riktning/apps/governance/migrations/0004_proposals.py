"""Proposals to form, change and close groups; decisions may be about them."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.governance.triggers import DECISION, PROPOSAL_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def open_decisions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the table anew, and its triggers are lost with the old one."""
    permit_change(schema_editor.connection, [DECISION])


def keep_decisions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, [DECISION])


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, PROPOSAL_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, PROPOSAL_TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_secretaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done", models.JSONField(default=list, verbose_name="vad som gjordes")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
            ],
            options={
                "verbose_name": "verkställt förslag",
                "verbose_name_plural": "verkställda förslag",
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit_id",
                    models.CharField(blank=True, max_length=100, verbose_name="förvaltning"),
                ),
                ("role", models.CharField(blank=True, max_length=300, verbose_name="roll")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "tillstyrker"),
                            ("remarks", "tillstyrker med synpunkter"),
                            ("opposes", "avstyrker"),
                        ],
                        max_length=20,
                        verbose_name="hållning",
                    ),
                ),
                ("text", models.TextField(verbose_name="yttrande")),
                ("actor", models.CharField(max_length=300, verbose_name="vem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
            ],
            options={
                "verbose_name": "yttrande om ett förslag",
                "verbose_name_plural": "yttranden om förslag",
                "ordering": ["proposal", "id"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("form", "bilda en grupp"),
                            ("change", "ändra en grupp"),
                            ("close", "avsluta en grupp"),
                        ],
                        max_length=20,
                        verbose_name="vad",
                    ),
                ),
                ("day", models.DateField(verbose_name="från och med, eller sista dag")),
                ("reason", models.TextField(verbose_name="skäl")),
                ("consequences", models.TextField(blank=True, verbose_name="konsekvenser")),
                (
                    "details",
                    models.JSONField(
                        default=dict, verbose_name="vad gruppen blir, eller vem som tar över"
                    ),
                ),
                (
                    "texts",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="uppdragshandlingens texter"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("proposed", "förslag"),
                            ("preparation", "beredning och samråd"),
                            ("decision", "beslut i organet"),
                            ("effect", "verkställande"),
                        ],
                        default="proposed",
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
                (
                    "edit",
                    models.PositiveIntegerField(
                        default=0, help_text="Räknas upp vid sparning.", verbose_name="ändring"
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="föreslaget")),
                ("proposed_by", models.CharField(max_length=300, verbose_name="föreslaget av")),
            ],
            options={
                "verbose_name": "förslag om en grupp",
                "verbose_name_plural": "förslag om grupper",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ProposalMove",
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
                            ("proposed", "förslag"),
                            ("preparation", "beredning och samråd"),
                            ("decision", "beslut i organet"),
                            ("effect", "verkställande"),
                        ],
                        max_length=20,
                        verbose_name="steg före",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("proposed", "förslag"),
                            ("preparation", "beredning och samråd"),
                            ("decision", "beslut i organet"),
                            ("effect", "verkställande"),
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
            ],
            options={
                "verbose_name": "förslags förflyttning",
                "verbose_name_plural": "förslags förflyttningar",
                "ordering": ["proposal", "id"],
            },
        ),
        migrations.RunPython(open_decisions, keep_decisions),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_is_about_something",
        ),
        migrations.AlterField(
            model_name="decision",
            name="subject_kind",
            field=models.CharField(
                choices=[
                    ("revision", "revidering av en plan"),
                    ("need", "utvecklingsbehov"),
                    ("group", "grupp"),
                    ("report", "rapport"),
                    ("proposal", "förslag om en grupp"),
                    ("initiative", "digitalt initiativ"),
                ],
                max_length=20,
                verbose_name="gäller",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "subject_kind__in",
                        ["revision", "need", "group", "report", "proposal", "initiative"],
                    ),
                    models.Q(("subject_key", ""), _negated=True),
                ),
                name="decision_is_about_something",
            ),
        ),
        migrations.RunPython(keep_decisions, open_decisions),
        migrations.AddField(
            model_name="carriedout",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="carriedout",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.group",
                verbose_name="grupp",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.group",
                verbose_name="grupp",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="to_decide",
                to="governance.group",
                verbose_name="organ som beslutar",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="group",
            field=models.ForeignKey(
                blank=True,
                help_text="Den som ändras eller avslutas.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="governance.group",
                verbose_name="grupp",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="governance.proposal",
            ),
        ),
        migrations.AddField(
            model_name="carriedout",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_out",
                to="governance.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalmove",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="governance.proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group__isnull", True), ("kind", "form")),
                    models.Q(("group__isnull", False), ("kind__in", ("change", "close"))),
                    _connector="OR",
                ),
                name="proposal_is_about_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["proposed", "preparation", "decision", "effect"])),
                name="proposal_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["active", "paused", "refused", "closed"])),
                name="proposal_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "closed"), _negated=True),
                    ("step", "effect"),
                    _connector="OR",
                ),
                name="proposal_is_closed_in_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("proposed_by", ""), _negated=True),
                ),
                name="proposal_says_why_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing__in", ("active", "paused"))),
                fields=("group",),
                name="proposal_once_a_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group__isnull", False),
                    models.Q(("unit_id", ""), _negated=True),
                    models.Q(("role", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_is_somebodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "remarks", "opposes"])),
                name="opinion_stance_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("actor", ""), _negated=True)
                ),
                name="opinion_says_what_and_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="carriedout",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="carried_out_says_by_whom"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["back", "pause", "refuse", "reopen"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="proposal_move_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalmove",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="proposal_move_says_who"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
