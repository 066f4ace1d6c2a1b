"""What the engine says of activities is kept with the run's verdicts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("observations", "0003_series"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="effects",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Så som motorn skattade dem; tom när inga aktiviteter angavs.",
                verbose_name="aktiviteters effekter",
            ),
        ),
    ]
