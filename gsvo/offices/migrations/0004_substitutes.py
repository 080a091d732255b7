from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0003_hide_first_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="committeemember",
            name="substitute_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="Vertretung"),
        ),
    ]
