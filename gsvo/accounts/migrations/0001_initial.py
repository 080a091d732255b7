import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.model_fields
import gsvo.lib.search_fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    gsvo.lib.model_fields.EmailField(
                        error_messages={"unique": "Diese E-Mail-Adresse hat schon ein Konto."},
                        max_length=254,
                        unique=True,
                        verbose_name="E-Mail",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="Telefon")),
                ("is_staff", models.BooleanField(default=False, verbose_name="arbeitet bei der G.I.B.")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="angelegt"),
                ),
                ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                ("wrong_factors", models.PositiveIntegerField(default=0, editable=False)),
                ("wrong_factor_at", models.DateTimeField(editable=False, null=True)),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(default="", editable=False, sources=("name", "email")),
                ),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=200, sources=("name", "email")
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "Konto",
                "verbose_name_plural": "Konten",
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("former_name", models.CharField(blank=True, max_length=200, verbose_name="Name bisher")),
                (
                    "former_email",
                    gsvo.lib.model_fields.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail bisher"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                ("email", gsvo.lib.model_fields.EmailField(max_length=254, verbose_name="E-Mail")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="wann"
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="durch",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "Änderung einer Adresse",
                "verbose_name_plural": "Änderungen von Adressen",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LoginSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fits", models.CharField(editable=False, max_length=64)),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="angemeldet am"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="zuletzt benutzt am"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Anmeldung",
                "verbose_name_plural": "Anmeldungen",
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="user_email_whatever_case",
                violation_error_message="Diese E-Mail-Adresse hat schon ein Konto.",
            ),
        ),
        migrations.AddIndex(
            model_name="addresschange",
            index=models.Index(fields=["content_type", "object_id"], name="addresschange_target"),
        ),
    ]
