"""Every row has its item; from here on the database keeps a decided revision as it was."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.plans.triggers import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forbid_change(schema_editor.connection)


def backwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_items_of_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="activities",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="area",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="areas",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="areaperiod",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="periods",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="goal",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="goals",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="planindicator",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="indicators",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="subarea",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="sub_areas",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="targets",
                to="plans.item",
                verbose_name="planpost",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
