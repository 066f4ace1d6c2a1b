import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.DateField(verbose_name="senast")),
                ("occasion", models.CharField(max_length=20, verbose_name="tillfälle")),
                ("address", models.EmailField(max_length=254, verbose_name="till")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="skapad")),
                ("next_try", models.DateTimeField(verbose_name="nästa försök")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="försök")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="skickad")),
                ("fault", models.TextField(blank=True, verbose_name="senaste felet")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="governance.actionitem",
                        verbose_name="åtgärd",
                    ),
                ),
            ],
            options={
                "verbose_name": "påminnelse om en åtgärd",
                "verbose_name_plural": "påminnelser om åtgärder",
                "ordering": ["-made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "due", "occasion", "address"), name="item_reminder_once"
                    )
                ],
            },
        ),
    ]
