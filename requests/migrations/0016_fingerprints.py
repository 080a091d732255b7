from django.db import migrations, models

from gsvo.retention.rules import ERASED_TEXT
from requests.fingerprint import fingerprint_of


def sum_up_what_was_agreed(apps, schema_editor):
    """Give each version agreed so far its fingerprint; not where its texts are erased already."""
    found = apps.get_model("requests", "MandateVersion").objects.using(schema_editor.connection.alias)
    agreed = found.exclude(agreed_at=None).exclude(mandate__support_request__title=ERASED_TEXT)
    for version in agreed.select_related("mandate__support_request").iterator(chunk_size=200):
        version.fingerprint = fingerprint_of(version.mandate.support_request.number, version)
        version.save(update_fields=["fingerprint"])


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0015_remark_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandateversion",
            name="fingerprint",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="Prüfsumme"),
        ),
        migrations.AddConstraint(
            model_name="mandateversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fingerprint", ""), _negated=True),
                fields=("fingerprint",),
                name="mandateversion_fingerprint_once",
            ),
        ),
        migrations.RunPython(sum_up_what_was_agreed, migrations.RunPython.noop),
    ]
