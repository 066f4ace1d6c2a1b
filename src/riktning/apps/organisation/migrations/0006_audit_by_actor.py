"""When somebody signed in the last time is asked at every sign-in, of a trail that only grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_not_written_over")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["actor", "action", "id"], name="audit_by_actor"),
        ),
    ]
