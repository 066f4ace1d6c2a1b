"""What is done for a plan in a month of every year."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_items_for_all"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearlyTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(help_text="1 till 12.", verbose_name="månad"),
                ),
                ("text", models.CharField(max_length=300, verbose_name="vad som görs")),
                ("role", models.CharField(blank=True, max_length=300, verbose_name="roll")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="yearly_tasks",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "årlig händelse",
                "verbose_name_plural": "årliga händelser",
                "ordering": ["plan", "month", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "month", "text"), name="yearly_task_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                        name="yearly_task_is_in_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="yearly_task_says_what",
                    ),
                ],
            },
        ),
    ]
