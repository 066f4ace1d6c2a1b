"""On PostgreSQL who writes waits for minutes being approved: the triggers are put in place anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from riktning.apps.meetings.triggers import create_statements, drop_statements


def anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    for statement in [*drop_statements(connection), *create_statements(connection)]:
        connection.cursor().execute(statement)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunPython(anew, migrations.RunPython.noop)]
