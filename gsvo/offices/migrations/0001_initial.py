import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.ids
import gsvo.lib.model_fields
import gsvo.lib.search_fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=5, unique=True, verbose_name="Kreisschlüssel")),
                ("name", models.CharField(max_length=100, verbose_name="amtlicher Name")),
                ("display_name", models.CharField(max_length=100, verbose_name="Name")),
                ("kind", models.CharField(max_length=40, verbose_name="Art")),
                ("district_government", models.CharField(max_length=40, verbose_name="Regierungsbezirk")),
                ("plate", models.CharField(max_length=3, verbose_name="Kennzeichen")),
                ("tile_col", models.PositiveSmallIntegerField()),
                ("tile_row", models.PositiveSmallIntegerField()),
                ("is_named_publicly", models.BooleanField(default=False, verbose_name="öffentlich genannt")),
                (
                    "naming_changed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="zugestimmt oder zurückgenommen am"
                    ),
                ),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(
                        default="", editable=False, sources=("display_name", "name", "key", "plate")
                    ),
                ),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=200, sources=("display_name",)
                    ),
                ),
                (
                    "naming_changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="zugestimmt oder zurückgenommen von",
                    ),
                ),
            ],
            options={
                "verbose_name": "Koordinierungsstelle",
                "verbose_name_plural": "Koordinierungsstellen",
                "ordering": ["sort_name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Leitung"), ("member", "Mitarbeit"), ("reader", "nur lesen")],
                        max_length=10,
                        verbose_name="Rolle",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="seit")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="bis")),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zugehörigkeit",
                "verbose_name_plural": "Zugehörigkeiten",
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                (
                    "name",
                    models.CharField(
                        default="Steuerungsgremium", max_length=100, verbose_name="Name des Gremiums"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "Steuerungsgremium",
                "verbose_name_plural": "Steuerungsgremien",
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", gsvo.lib.model_fields.EmailField(max_length=254, verbose_name="E-Mail")),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Leitung"), ("member", "Mitarbeit"), ("reader", "nur lesen")],
                        max_length=10,
                        verbose_name="Rolle",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="eingeladen am")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="angenommen am")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="zurückgenommen am"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_invitations",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einladung zum Konto",
                "verbose_name_plural": "Einladungen zum Konto",
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                (
                    "oid",
                    gsvo.lib.ids.OpaqueIdField(
                        default=gsvo.lib.ids.opaque_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("institution", models.CharField(max_length=150, verbose_name="Institution")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="Funktion")),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("email", gsvo.lib.model_fields.EmailField(max_length=254, verbose_name="E-Mail")),
                ("is_voting", models.BooleanField(default=True, verbose_name="mit Stimme")),
                ("is_chair", models.BooleanField(default=False, verbose_name="Vorsitz")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="seit")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="bis")),
                (
                    "not_responsible_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="nach eigener Angabe nicht zuständig seit"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=400, sources=("institution", "name")
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="offices.committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "Mitglied des Steuerungsgremiums",
                "verbose_name_plural": "Mitglieder des Steuerungsgremiums",
                "ordering": ["-is_chair", "sort_name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_chair", True), ("left_at", None)),
                        fields=("committee",),
                        name="committeemember_one_chair",
                        violation_error_message="Den Vorsitz hat schon jemand anderes.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.UniqueConstraint(fields=("tile_col", "tile_row"), name="office_one_per_tile"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("office", "user"),
                name="membership_one_current_per_office_and_person",
                violation_error_message="Diese Person gehört schon zu dieser Koordinierungsstelle.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountinvitation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                models.F("office"),
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                name="accountinvitation_one_open_per_office_and_address",
                violation_error_message="Diese Person ist schon eingeladen.",
            ),
        ),
    ]
