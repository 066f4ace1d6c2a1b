"""From here on SQLite refuses that a kept row is written over; PostgreSQL did so already."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.organisation.triggers import forbid_change, permit_change


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        permit_change(schema_editor.connection)
        forbid_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_grant_source")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
