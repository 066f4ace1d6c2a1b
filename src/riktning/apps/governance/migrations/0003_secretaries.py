"""A group may have a secretary."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_items"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="seat",
            name="seat_part_is_known",
        ),
        migrations.AlterField(
            model_name="seat",
            name="part",
            field=models.CharField(
                choices=[
                    ("chair", "ordförande"),
                    ("secretary", "sekreterare"),
                    ("member", "ledamot"),
                    ("adjunct", "adjungerad"),
                ],
                default="member",
                max_length=20,
                verbose_name="del",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["chair", "secretary", "member", "adjunct"])),
                name="seat_part_is_known",
            ),
        ),
    ]
