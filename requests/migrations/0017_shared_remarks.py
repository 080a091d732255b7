from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0016_fingerprints"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="shares_remarks",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="Mitglieder lesen die Anmerkungen der anderen",
            ),
        ),
    ]
