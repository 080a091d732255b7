import django.utils.timezone
from django.db import migrations, models

import gsvo.lib.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="UnsentForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "oid",
                    gsvo.lib.ids.OpaqueIdField(
                        default=gsvo.lib.ids.opaque_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("owner", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=500)),
                ("is_late", models.BooleanField(default=False)),
                ("content", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="eingegeben")),
            ],
            options={
                "verbose_name": "nicht gesendete Eingabe",
                "verbose_name_plural": "nicht gesendete Eingaben",
                "indexes": [models.Index(fields=["owner", "path"], name="unsent_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_late", False)),
                        fields=("owner", "path"),
                        name="one_unsent_form",
                    )
                ],
            },
        ),
    ]
