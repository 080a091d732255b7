from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chains", "0004_what_steps_say")]

    operations = [
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.UniqueConstraint(
                fields=("template", "lineage"), name="templatestep_lineage_once"
            ),
        ),
    ]
