from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0011_taken_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandateversion",
            name="unchecked",
            field=models.JSONField(default=list, editable=False),
        ),
    ]
