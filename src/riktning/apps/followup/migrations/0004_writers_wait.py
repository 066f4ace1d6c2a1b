"""On PostgreSQL who writes waits for a report being handed in: the triggers are put in place anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.followup.rounds.triggers import forbid_change, permit_change


def anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permit_change(schema_editor.connection)
    forbid_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_not_written_over")]

    operations = [migrations.RunPython(anew, migrations.RunPython.noop)]
