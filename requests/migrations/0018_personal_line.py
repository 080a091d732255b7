from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0017_shared_remarks"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="personal_line",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=500, verbose_name="persönliche Zeile"
            ),
        ),
    ]
