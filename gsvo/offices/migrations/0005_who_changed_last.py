import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def _fields(model):
    return [
        migrations.AddField(
            model_name=model,
            name="changed_at",
            field=models.DateTimeField(
                auto_now=True, default=django.utils.timezone.now, verbose_name="geändert"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name=model,
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0004_who_agreed_to_be_named"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *_fields("committee"),
        *_fields("committeemember"),
        *_fields("membership"),
    ]
