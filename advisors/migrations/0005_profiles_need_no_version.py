from django.db import migrations


class Migration(migrations.Migration):
    """Whether somebody was faster is told by a mark of what was shown (gsvo.lib.forms.FingerprintForm)."""

    dependencies = [
        ("advisors", "0004_invitation_answered_by"),
    ]

    operations = [
        migrations.RemoveField(model_name="advisor", name="version"),
    ]
