"""What follows of decisions, and what is said of it; only the state of an action changes."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.governance.triggers import ITEM_TABLES
from riktning.apps.organisation.keeping import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection, ITEM_TABLES)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection, ITEM_TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="åtgärd")),
                (
                    "owner_role",
                    models.CharField(blank=True, max_length=300, verbose_name="ägande roll"),
                ),
                (
                    "owner_unit",
                    models.CharField(blank=True, max_length=100, verbose_name="ägande förvaltning"),
                ),
                (
                    "due_on",
                    models.DateField(
                        help_text="Som först sagt; den kan flyttas.", verbose_name="klar senast"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "pågår"), ("done", "klar"), ("dropped", "avförd")],
                        default="open",
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("given_by", models.CharField(max_length=300, verbose_name="given av")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="governance.decision",
                        verbose_name="beslut",
                    ),
                ),
                (
                    "owner_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="governance.group",
                        verbose_name="ägande grupp",
                    ),
                ),
            ],
            options={
                "verbose_name": "åtgärd",
                "verbose_name_plural": "åtgärder",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ItemNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="uppföljning")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "pågår"), ("done", "klar"), ("dropped", "avförd")],
                        max_length=20,
                        verbose_name="läge",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        blank=True,
                        help_text="När den flyttas.",
                        null=True,
                        verbose_name="klar senast",
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="när")),
                ("noted_by", models.CharField(max_length=300, verbose_name="av")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="governance.actionitem",
                        verbose_name="åtgärd",
                    ),
                ),
            ],
            options={
                "verbose_name": "uppföljning av en åtgärd",
                "verbose_name_plural": "uppföljningar av åtgärder",
                "ordering": ["item", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "done", "dropped"])),
                name="item_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("given_by", ""), _negated=True)
                ),
                name="item_says_what_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner_role", ""), _negated=True),
                    models.Q(("owner_unit", ""), _negated=True),
                    ("owner_group__isnull", False),
                    _connector="OR",
                ),
                name="item_has_an_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "done", "dropped"])),
                name="note_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("noted_by", ""), _negated=True)
                ),
                name="note_says_what_and_by_whom",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
