from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AnsweredForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("location", models.CharField(editable=False, max_length=500)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="wann")),
            ],
            options={
                "verbose_name": "beantwortetes Formular",
                "verbose_name_plural": "beantwortete Formulare",
            },
        ),
        migrations.CreateModel(
            name="SystemStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "beat_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="letztes Lebenszeichen der Zeitsteuerung"
                    ),
                ),
                (
                    "paused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Versand angehalten seit"),
                ),
            ],
            options={
                "verbose_name": "Betrieb",
                "verbose_name_plural": "Betrieb",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="operation_is_one_row")
                ],
            },
        ),
    ]
