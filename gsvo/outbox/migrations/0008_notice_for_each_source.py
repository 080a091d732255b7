from django.db import migrations, models


def forget_what_was_untrue(apps, schema_editor):
    """Whoever wrote feedback gave the address herself: the receipt was no notice about another's entry."""
    FirstNotice = apps.get_model("outbox", "FirstNotice")
    FirstNotice.objects.filter(mail__kind="pages/feedback_receipt").delete()


class Migration(migrations.Migration):
    dependencies = [("outbox", "0007_emails_in_one_spelling")]

    operations = [
        migrations.AddField(
            model_name="firstnotice",
            name="source",
            field=models.CharField(default="", editable=False, max_length=40),
        ),
        migrations.RunPython(forget_what_was_untrue, migrations.RunPython.noop),
    ]
