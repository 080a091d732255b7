import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.model_fields
import gsvo.lib.search_fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sending", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("barrier", "Eine Barriere"),
                            ("mistake", "Einen Fehler"),
                            ("other", "Etwas anderes"),
                        ],
                        max_length=10,
                        verbose_name="worum es geht",
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=300, verbose_name="Seite")),
                ("text", models.TextField(verbose_name="Nachricht")),
                (
                    "email",
                    gsvo.lib.model_fields.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail für die Antwort"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="eingegangen")),
                ("is_answered", models.BooleanField(default=False, verbose_name="beantwortet")),
                (
                    "note",
                    models.TextField(blank=True, verbose_name="Notiz: was geantwortet oder geändert wurde"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="beantwortet am"),
                ),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(
                        default="", editable=False, sources=("page", "text", "email")
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beantwortet von",
                    ),
                ),
            ],
            options={
                "verbose_name": "Rückmeldung",
                "verbose_name_plural": "Rückmeldungen",
                "ordering": ["is_answered", "created_at"],
            },
        ),
    ]
