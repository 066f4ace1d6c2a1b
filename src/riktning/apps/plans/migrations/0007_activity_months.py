"""An activity can have months of its own, where its document gave none."""

import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.organisation.database import DayOfMonth
from riktning.apps.plans.triggers import forbid_change, permit_change


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection)


def month(name: str) -> "models.DateField[None, None]":
    return models.DateField(
        blank=True, help_text="Månadens första dag; tomt om ej sagt.", null=True, verbose_name=name
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_not_written_over")]

    operations = [
        migrations.RunPython(permit, forbid),
        migrations.AddField("activity", "first_month", month("första månad")),
        migrations.AddField("activity", "last_month", month("sista månad")),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_month__isnull", True), ("last_month__isnull", True)),
                    models.Q(
                        django.db.models.lookups.Exact(DayOfMonth("first_month"), 1),
                        django.db.models.lookups.Exact(DayOfMonth("last_month"), 1),
                        ("first_month__year__gte", 1990),
                        ("last_month__gte", models.F("first_month")),
                        ("last_month__year__lte", 2200),
                    ),
                    _connector="OR",
                ),
                name="activity_months_are_in_order",
            ),
        ),
        migrations.RunPython(forbid, permit),
    ]
