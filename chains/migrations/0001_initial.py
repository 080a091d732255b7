import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.ids
import gsvo.lib.search_fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Actor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="Name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge")),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(default="", editable=False, sources=("name",)),
                ),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=200, sources=("name",)
                    ),
                ),
            ],
            options={
                "verbose_name": "Akteur",
                "verbose_name_plural": "Akteure",
                "ordering": ["position", "sort_name"],
            },
        ),
        migrations.CreateModel(
            name="ChainTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True, verbose_name="Fassung")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Anmerkung")),
                ("is_published", models.BooleanField(default=False, verbose_name="veröffentlicht")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
            ],
            options={
                "verbose_name": "Kettenvorlage",
                "verbose_name_plural": "Kettenvorlagen",
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="Chain",
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
                ("school_year", models.PositiveSmallIntegerField(verbose_name="Schuljahr")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chains",
                        to="offices.office",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chains",
                        to="chains.chaintemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "Verantwortungskette",
                "verbose_name_plural": "Verantwortungsketten",
                "ordering": ["-school_year"],
            },
        ),
        migrations.CreateModel(
            name="TemplateStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Nummer")),
                (
                    "section",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Abschnitt"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Was")),
                (
                    "year_offset",
                    models.PositiveSmallIntegerField(default=0, verbose_name="im Schuljahr danach"),
                ),
                (
                    "window_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (9, "September"),
                            (10, "Oktober"),
                            (11, "November"),
                            (12, "Dezember"),
                            (1, "Januar"),
                            (2, "Februar"),
                            (3, "März"),
                            (4, "April"),
                            (5, "Mai"),
                            (6, "Juni"),
                            (7, "Juli"),
                            (8, "August"),
                        ],
                        null=True,
                        verbose_name="von",
                    ),
                ),
                (
                    "window_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (9, "September"),
                            (10, "Oktober"),
                            (11, "November"),
                            (12, "Dezember"),
                            (1, "Januar"),
                            (2, "Februar"),
                            (3, "März"),
                            (4, "April"),
                            (5, "Mai"),
                            (6, "Juni"),
                            (7, "Juli"),
                            (8, "August"),
                        ],
                        null=True,
                        verbose_name="bis",
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=100, verbose_name="Anhaltspunkt")),
                ("result", models.TextField(blank=True, verbose_name="Ergebnis")),
                ("handover", models.TextField(blank=True, verbose_name="Übergabe")),
                ("form", models.CharField(blank=True, max_length=100, verbose_name="Form der Übergabe")),
                ("legal_basis", models.CharField(blank=True, max_length=200, verbose_name="Rechtsgrundlage")),
                (
                    "feedback_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.templatestep",
                        verbose_name="Rückmeldung an Schritt",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.actor",
                        verbose_name="federführend",
                    ),
                ),
                (
                    "participants",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="chains.actor", verbose_name="beteiligt"
                    ),
                ),
                (
                    "receiver_steps",
                    models.ManyToManyField(
                        blank=True,
                        related_name="giver_steps",
                        to="chains.templatestep",
                        verbose_name="weiter mit Schritt",
                    ),
                ),
                (
                    "receivers",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="chains.actor", verbose_name="Übergabe an"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="chains.chaintemplate",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Schritt der Vorlage",
                "verbose_name_plural": "Schritte der Vorlage",
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChainStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Nummer")),
                (
                    "section",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Abschnitt"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Was")),
                (
                    "year_offset",
                    models.PositiveSmallIntegerField(default=0, verbose_name="im Schuljahr danach"),
                ),
                (
                    "window_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (9, "September"),
                            (10, "Oktober"),
                            (11, "November"),
                            (12, "Dezember"),
                            (1, "Januar"),
                            (2, "Februar"),
                            (3, "März"),
                            (4, "April"),
                            (5, "Mai"),
                            (6, "Juni"),
                            (7, "Juli"),
                            (8, "August"),
                        ],
                        null=True,
                        verbose_name="von",
                    ),
                ),
                (
                    "window_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (9, "September"),
                            (10, "Oktober"),
                            (11, "November"),
                            (12, "Dezember"),
                            (1, "Januar"),
                            (2, "Februar"),
                            (3, "März"),
                            (4, "April"),
                            (5, "Mai"),
                            (6, "Juni"),
                            (7, "Juli"),
                            (8, "August"),
                        ],
                        null=True,
                        verbose_name="bis",
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=100, verbose_name="Anhaltspunkt")),
                ("result", models.TextField(blank=True, verbose_name="Ergebnis")),
                ("handover", models.TextField(blank=True, verbose_name="Übergabe")),
                ("form", models.CharField(blank=True, max_length=100, verbose_name="Form der Übergabe")),
                ("legal_basis", models.CharField(blank=True, max_length=200, verbose_name="Rechtsgrundlage")),
                (
                    "oid",
                    gsvo.lib.ids.OpaqueIdField(
                        default=gsvo.lib.ids.opaque_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="Ansprechperson")),
                ("deputy", models.CharField(blank=True, max_length=200, verbose_name="Vertretung")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_begun", "nicht begonnen"),
                            ("in_talks", "in Abstimmung"),
                            ("agreed", "vereinbart"),
                            ("practised", "gelebt"),
                        ],
                        default="not_begun",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Notiz")),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="chains.chain"
                    ),
                ),
                (
                    "feedback_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.chainstep",
                        verbose_name="Rückmeldung an Schritt",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.actor",
                        verbose_name="federführend",
                    ),
                ),
                (
                    "participants",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="chains.actor", verbose_name="beteiligt"
                    ),
                ),
                (
                    "receiver_steps",
                    models.ManyToManyField(
                        blank=True,
                        related_name="giver_steps",
                        to="chains.chainstep",
                        verbose_name="weiter mit Schritt",
                    ),
                ),
                (
                    "receivers",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="chains.actor", verbose_name="Übergabe an"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.templatestep",
                    ),
                ),
            ],
            options={
                "verbose_name": "Schritt",
                "verbose_name_plural": "Schritte",
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(
                fields=("office", "school_year"),
                name="chain_one_per_office_and_school_year",
                violation_error_message="Für dieses Schuljahr gibt es schon eine Kette.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.UniqueConstraint(
                fields=("template", "number"), name="templatestep_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chainstep",
            constraint=models.UniqueConstraint(fields=("chain", "number"), name="chainstep_number_once"),
        ),
    ]
