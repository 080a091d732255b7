import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.ids
import gsvo.lib.model_fields
import gsvo.lib.search_fields
import gsvo.outbox.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("links", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
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
                ("kind", models.CharField(max_length=60, verbose_name="Anlass")),
                ("to_email", gsvo.lib.model_fields.EmailField(max_length=254, verbose_name="an")),
                ("to_name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                ("subject", models.CharField(max_length=250, verbose_name="Betreff")),
                ("text", models.TextField(verbose_name="Text")),
                ("html", models.TextField(verbose_name="HTML")),
                ("language", models.CharField(default="de", max_length=8)),
                (
                    "link_marker",
                    models.CharField(default=gsvo.outbox.models.new_marker, editable=False, max_length=40),
                ),
                ("secret", models.TextField(blank=True, editable=False)),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(0, "Ordinary"), (1, "Urgent")], default=0, verbose_name="Vorrang"
                    ),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="nur sinnvoll bis")),
                ("object_id", models.PositiveBigIntegerField(blank=True, null=True)),
                ("addressee_id", models.PositiveBigIntegerField(blank=True, editable=False, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "wartet"),
                            ("sending", "wird gesendet"),
                            ("retry", "neuer Versuch folgt"),
                            ("sent", "gesendet"),
                            ("failed", "fehlgeschlagen"),
                            ("obsolete", "nicht mehr nötig"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="Versuche")),
                (
                    "next_try_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="nächster Versuch"),
                ),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("last_answer", models.CharField(blank=True, max_length=500, verbose_name="letzte Antwort")),
                (
                    "message_id",
                    models.CharField(
                        default=gsvo.outbox.models.new_message_id, editable=False, max_length=100, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gesendet am")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erledigt am"),
                ),
                (
                    "settled_note",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="Notiz"),
                ),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(
                        default="", editable=False, sources=("subject", "to_name", "to_email")
                    ),
                ),
                (
                    "addressee_type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="links.link",
                        verbose_name="Link",
                    ),
                ),
                (
                    "resend_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resends",
                        to="outbox.outgoingmail",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="erledigt von",
                    ),
                ),
            ],
            options={
                "verbose_name": "Mail im Postausgang",
                "verbose_name_plural": "Postausgang",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FirstNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(db_index=True, editable=False, max_length=64)),
                ("source", models.CharField(default="", editable=False, max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="wann")),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outbox.outgoingmail",
                    ),
                ),
            ],
            options={
                "verbose_name": "Hinweis auf die Herkunft der Adresse",
                "verbose_name_plural": "Hinweise auf die Herkunft der Adresse",
            },
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(
                condition=models.Q(("status__in", ("queued", "sending", "retry"))),
                fields=["-priority", "attempts", "next_try_at", "id"],
                name="mail_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(
                condition=models.Q(("settled_at", None), ("status", "failed")),
                fields=["created_at"],
                name="mail_task",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(fields=["content_type", "object_id"], name="mail_about"),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(fields=["addressee_type", "addressee_id"], name="mail_addressee"),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(fields=["created_at"], name="mail_created"),
        ),
        migrations.AddConstraint(
            model_name="outgoingmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "sent")),
                    models.Q(models.Q(("status", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="mail_sent_at_exactly_when_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("secret", ""), ("status__in", ("queued", "sending", "retry")), _connector="OR"
                ),
                name="mail_secret_only_while_it_waits",
            ),
        ),
    ]
