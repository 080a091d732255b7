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
        ("offices", "0001_initial"),
        ("requests", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Advisor",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "email",
                    gsvo.lib.model_fields.EmailField(
                        error_messages={"unique": "Diese E-Mail-Adresse hat schon jemand im Pool."},
                        max_length=254,
                        unique=True,
                        verbose_name="E-Mail",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="Telefon")),
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="Organisation")),
                ("profile", models.TextField(blank=True, max_length=3000, verbose_name="Kurzprofil")),
                ("methods", models.TextField(blank=True, max_length=2000, verbose_name="Arbeitsweise")),
                ("languages", models.CharField(blank=True, max_length=200, verbose_name="Sprachen")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("on_site", "Vor Ort"),
                            ("online", "Online"),
                            ("mixed", "Vor Ort und online"),
                        ],
                        default="mixed",
                        max_length=10,
                        verbose_name="vor Ort oder online",
                    ),
                ),
                (
                    "quarters_per_period",
                    models.PositiveIntegerField(default=80, verbose_name="Vierteltage je Förderzeitraum"),
                ),
                ("paused_until", models.DateField(blank=True, null=True, verbose_name="Pause bis")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="im Pool seit"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="ausgeschieden")),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(
                        default="",
                        editable=False,
                        sources=("name", "organisation", "profile", "methods", "languages", "topics__name"),
                    ),
                ),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=200, sources=("name",)
                    ),
                ),
                (
                    "offices",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Leer: ganz Nordrhein-Westfalen",
                        related_name="+",
                        to="offices.office",
                        verbose_name="Orte",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="advisors", to="requests.topic", verbose_name="Themen"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advisor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Berater:in",
                "verbose_name_plural": "Beratende",
                "ordering": ["sort_name"],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
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
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="begonnen"),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="beendet")),
                (
                    "advisor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="advisors.advisor",
                        verbose_name="Berater:in",
                    ),
                ),
                (
                    "support_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagement",
                        to="requests.supportrequest",
                        verbose_name="Anfrage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Begleitung",
                "verbose_name_plural": "Begleitungen",
                "ordering": ["-began_at"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="Reihenfolge")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "kommt noch an die Reihe"),
                            ("open", "offen"),
                            ("accepted", "angenommen"),
                            ("declined", "abgelehnt"),
                            ("expired", "abgelaufen"),
                            ("recalled", "zurückgenommen"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "message",
                    models.TextField(blank=True, max_length=2000, verbose_name="Nachricht der G.I.B."),
                ),
                ("answer_days", models.PositiveSmallIntegerField(verbose_name="Tage zum Antworten")),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="gesendet")),
                ("answer_by", models.DateTimeField(editable=False, null=True, verbose_name="Antwort bis")),
                ("answered_at", models.DateTimeField(editable=False, null=True, verbose_name="beantwortet")),
                (
                    "answered_by",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="in Vertretung beantwortet von",
                    ),
                ),
                (
                    "address_changed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="Name oder Adresse geändert am"
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "Keine Zeit im Zeitraum"),
                            ("topic", "Thema passt nicht"),
                            ("distance", "Zu weit entfernt"),
                            ("conflict", "Interessenkonflikt"),
                            ("not_in_pool", "Nicht mehr im Pool"),
                            ("other", "Anderer Grund"),
                        ],
                        max_length=12,
                        verbose_name="Grund",
                    ),
                ),
                ("decline_text", models.TextField(blank=True, max_length=1000, verbose_name="Erläuterung")),
                (
                    "advisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="advisors.advisor",
                        verbose_name="Berater:in",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="eingeladen von",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="requests.supportrequest",
                        verbose_name="Anfrage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einladung",
                "verbose_name_plural": "Einladungen",
                "ordering": ["support_request", "position"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="von")),
                ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="bis")),
                (
                    "advisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="advisors.advisor",
                        verbose_name="Berater:in",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="advisors.engagement",
                        verbose_name="Begleitung",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignment",
                        to="advisors.invitation",
                        verbose_name="Einladung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einsatz",
                "verbose_name_plural": "Einsätze",
                "ordering": ["began_at"],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("wish", "gewünscht"), ("exclude", "ausgeschlossen")],
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="Grund")),
                (
                    "advisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferences",
                        to="advisors.advisor",
                        verbose_name="Berater:in",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="requests.supportrequest",
                        verbose_name="Anfrage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wunsch oder Ausschluss",
                "verbose_name_plural": "Wünsche und Ausschlüsse",
            },
        ),
        migrations.AddConstraint(
            model_name="advisor",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="advisor_email_whatever_case",
                violation_error_message="Diese E-Mail-Adresse hat schon jemand im Pool.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("support_request",),
                name="invitation_one_open_per_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("support_request", "position"), name="invitation_position_once_per_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("state__in", ["accepted", "declined"])),
                    models.Q(
                        models.Q(("state__in", ["accepted", "declined"]), _negated=True),
                        ("answered_at", None),
                    ),
                    _connector="OR",
                ),
                name="invitation_answered_at_exactly_when_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("engagement",), name="assignment_one_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("support_request", "advisor"), name="preference_once"),
        ),
    ]
