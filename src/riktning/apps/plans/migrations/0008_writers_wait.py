"""On PostgreSQL who writes waits for a decision being taken: the triggers are put in place anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.plans.triggers import forbid_change, permit_change


def anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)
    forbid_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_activity_months")]

    operations = [migrations.RunPython(anew, migrations.RunPython.noop)]
