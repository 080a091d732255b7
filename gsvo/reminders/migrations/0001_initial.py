from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="Art")),
                ("matter", models.CharField(max_length=40)),
                ("anchor", models.DateField()),
                ("step", models.SmallIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="wann")),
            ],
            options={
                "verbose_name": "Erinnerung",
                "verbose_name_plural": "Erinnerungen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "matter", "anchor", "step"), name="reminder_once_per_step"
                    )
                ],
            },
        ),
    ]
