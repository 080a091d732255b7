import django.db.models.deletion
from django.db import migrations, models

import gsvo.lib.ids
import gsvo.lib.model_fields
import gsvo.links.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
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
                ("purpose", models.CharField(max_length=30, verbose_name="Zweck")),
                (
                    "nonce",
                    models.CharField(default=gsvo.links.models.new_nonce, editable=False, max_length=32),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("email", gsvo.lib.model_fields.EmailField(max_length=254, verbose_name="E-Mail")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="gilt bis")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="widerrufen")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "Link",
                "verbose_name_plural": "Links",
                "indexes": [models.Index(fields=["content_type", "object_id"], name="link_target")],
            },
        ),
    ]
