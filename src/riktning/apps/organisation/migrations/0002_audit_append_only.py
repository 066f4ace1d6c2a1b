"""From here on the database itself refuses to change or remove what the audit trail says."""

from django.db import migrations

from riktning.apps.organisation.triggers import forbid_change, permit_change


def forwards(apps, schema_editor):
    forbid_change(schema_editor.connection)


def backwards(apps, schema_editor):
    permit_change(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
