import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gsvo.lib.ids
import gsvo.lib.model_fields
import gsvo.lib.search_fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("chains", "0001_initial"),
        ("files", "0001_initial"),
        ("links", "0001_initial"),
        ("offices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "Auftrag",
                "verbose_name_plural": "Aufträge",
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="Thema")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge")),
                ("is_offered", models.BooleanField(default=True, verbose_name="wird angeboten")),
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
                "verbose_name": "Thema",
                "verbose_name_plural": "Themen",
                "ordering": ["position", "sort_name"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="wann"
                    ),
                ),
                ("act", models.CharField(max_length=30, verbose_name="was")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("submitted", "Eingereicht"),
                            ("queried", "Rückfrage"),
                            ("clarifying", "Auftragsklärung"),
                            ("mandated", "Auftrag geklärt"),
                            ("matching", "Beratung angefragt"),
                            ("engaged", "In Begleitung"),
                            ("interrupted", "Unterbrochen"),
                            ("closing", "Abschluss"),
                            ("completed", "Abgeschlossen"),
                            ("rejected", "Abgelehnt"),
                            ("withdrawn", "Zurückgezogen"),
                            ("cancelled", "Abgebrochen"),
                        ],
                        max_length=12,
                        verbose_name="von",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("submitted", "Eingereicht"),
                            ("queried", "Rückfrage"),
                            ("clarifying", "Auftragsklärung"),
                            ("mandated", "Auftrag geklärt"),
                            ("matching", "Beratung angefragt"),
                            ("engaged", "In Begleitung"),
                            ("interrupted", "Unterbrochen"),
                            ("closing", "Abschluss"),
                            ("completed", "Abgeschlossen"),
                            ("rejected", "Abgelehnt"),
                            ("withdrawn", "Zurückgezogen"),
                            ("cancelled", "Abgebrochen"),
                        ],
                        max_length=12,
                        verbose_name="nach",
                    ),
                ),
                (
                    "waiting_on",
                    models.CharField(
                        choices=[
                            ("office", "Koordinierungsstelle"),
                            ("gib", "G.I.B."),
                            ("committee", "Steuerungsgremium"),
                            ("advisor", "Berater:in"),
                            ("nobody", "niemand"),
                        ],
                        max_length=10,
                        verbose_name="am Zug danach",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="Grund")),
                ("data", models.JSONField(default=dict, verbose_name="Angaben")),
                (
                    "by_role",
                    models.CharField(
                        choices=[
                            ("office", "Koordinierungsstelle"),
                            ("casework", "Sachbearbeitung"),
                            ("leadership", "Leitung"),
                            ("committee", "Steuerungsgremium"),
                            ("advisor", "Berater:in"),
                            ("clock", "Uhr"),
                        ],
                        max_length=10,
                        verbose_name="als",
                    ),
                ),
                (
                    "by_link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.link",
                        verbose_name="über den Link",
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
            ],
            options={
                "verbose_name": "Ereignis",
                "verbose_name_plural": "Verlauf",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FundingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="Name")),
                ("budget_quarters", models.PositiveIntegerField(verbose_name="Budget in Vierteltagen")),
                (
                    "committed_quarters",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="zugesagt in Vierteltagen"
                    ),
                ),
                ("submission_from", models.DateField(verbose_name="Anfragen ab")),
                ("submission_until", models.DateField(verbose_name="Anfragen bis")),
                ("service_from", models.DateField(verbose_name="Leistungen ab")),
                ("service_until", models.DateField(verbose_name="Leistungen bis")),
                ("accounting_until", models.DateField(verbose_name="Abrechnung bis")),
                ("funder_line", models.CharField(blank=True, max_length=400, verbose_name="Förderhinweis")),
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
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="Logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "Förderzeitraum",
                "verbose_name_plural": "Förderzeiträume",
                "ordering": ["-service_from"],
            },
        ),
        migrations.CreateModel(
            name="MandateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Fassung")),
                ("sections", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="eingefroren")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="zugestimmt")),
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
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="requests.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "Fassung des Auftrags",
                "verbose_name_plural": "Fassungen des Auftrags",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=1000, verbose_name="Ziel")),
                (
                    "criterion",
                    models.TextField(max_length=1000, verbose_name="Woran merken Sie, dass es erreicht ist?"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to="requests.mandateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Ziel",
                "verbose_name_plural": "Ziele",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="Meilenstein")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="Ergebnis")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("quarters", models.PositiveIntegerField(default=0, verbose_name="Tage")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="requests.mandateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meilenstein",
                "verbose_name_plural": "Meilensteine",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                    "rule",
                    models.CharField(
                        choices=[("all", "alle stimmen zu")],
                        default="all",
                        max_length=10,
                        verbose_name="Regel",
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="eröffnet"
                    ),
                ),
                ("answer_by", models.DateField(verbose_name="Antwort bis")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="beendet")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "zugestimmt"),
                            ("change", "Änderungen gewünscht"),
                            ("none", "ohne Ergebnis"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="requests.mandateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Runde",
                "verbose_name_plural": "Runden",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("institution", models.CharField(max_length=150, verbose_name="Institution")),
                ("function", models.CharField(blank=True, max_length=150, verbose_name="Funktion")),
                ("is_voting", models.BooleanField(default=True, verbose_name="mit Stimme")),
                (
                    "not_responsible_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="nicht zuständig seit"),
                ),
                (
                    "entry_changed_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="Name oder Adresse neu seit"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="offices.committeemember",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="requests.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "Sitz",
                "verbose_name_plural": "Sitze",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("agree", "stimmt zu"),
                            ("agree_remarks", "stimmt mit Anmerkung zu"),
                            ("change", "wünscht eine Änderung"),
                            ("abstain", "enthält sich"),
                        ],
                        max_length=15,
                        verbose_name="Antwort",
                    ),
                ),
                ("remarks", models.JSONField(default=dict)),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "deputising_for",
                    models.CharField(blank=True, max_length=200, verbose_name="in Vertretung für"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="wann"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="links.link"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="requests.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "Stellungnahme",
                "verbose_name_plural": "Stellungnahmen",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SupportRequest",
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
                    "number",
                    models.CharField(
                        editable=False, max_length=20, null=True, unique=True, verbose_name="Nummer"
                    ),
                ),
                ("creation_key", models.CharField(editable=False, max_length=40, null=True, unique=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="eingereicht")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Entwurf"),
                            ("submitted", "Eingereicht"),
                            ("queried", "Rückfrage"),
                            ("clarifying", "Auftragsklärung"),
                            ("mandated", "Auftrag geklärt"),
                            ("matching", "Beratung angefragt"),
                            ("engaged", "In Begleitung"),
                            ("interrupted", "Unterbrochen"),
                            ("closing", "Abschluss"),
                            ("completed", "Abgeschlossen"),
                            ("rejected", "Abgelehnt"),
                            ("withdrawn", "Zurückgezogen"),
                            ("cancelled", "Abgebrochen"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "waiting_on",
                    models.CharField(
                        choices=[
                            ("office", "Koordinierungsstelle"),
                            ("gib", "G.I.B."),
                            ("committee", "Steuerungsgremium"),
                            ("advisor", "Berater:in"),
                            ("nobody", "niemand"),
                        ],
                        default="office",
                        editable=False,
                        max_length=10,
                        verbose_name="am Zug",
                    ),
                ),
                ("waiting_since", models.DateTimeField(auto_now_add=True, verbose_name="seit")),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="Frist")),
                (
                    "deferred_until",
                    models.DateField(editable=False, null=True, verbose_name="zurückgestellt bis"),
                ),
                ("engaged_at", models.DateTimeField(editable=False, null=True, verbose_name="erste Annahme")),
                (
                    "ended_early",
                    models.BooleanField(default=False, editable=False, verbose_name="vorzeitig beendet"),
                ),
                (
                    "granted_quarters",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="zugesagte Vierteltage"
                    ),
                ),
                ("conditions", models.TextField(blank=True, editable=False, verbose_name="Bedingungen")),
                (
                    "clarify_by",
                    models.DateField(editable=False, null=True, verbose_name="Auftrag klären bis"),
                ),
                ("contact_name", models.CharField(blank=True, max_length=200, verbose_name="Ansprechperson")),
                (
                    "contact_email",
                    gsvo.lib.model_fields.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail der Ansprechperson"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=50, verbose_name="Telefon der Ansprechperson"),
                ),
                ("deputy_name", models.CharField(blank=True, max_length=200, verbose_name="Vertretung")),
                (
                    "deputy_email",
                    gsvo.lib.model_fields.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail der Vertretung"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="Titel")),
                (
                    "occasion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("build", "Wir bauen die Verantwortungskette auf"),
                            ("rework", "Wir überarbeiten die Verantwortungskette"),
                            ("step", "Ein einzelner Schritt oder eine Übergabe klappt nicht"),
                            ("law", "Neue Vorgaben sollen vor Ort umgesetzt werden"),
                            ("other", "Anderer Anlass"),
                        ],
                        max_length=10,
                        verbose_name="Anlass",
                    ),
                ),
                ("occasion_text", models.TextField(blank=True, max_length=4000, verbose_name="Ausgangslage")),
                ("goal_1", models.TextField(blank=True, max_length=1000, verbose_name="Ziel 1")),
                ("goal_2", models.TextField(blank=True, max_length=1000, verbose_name="Ziel 2")),
                ("goal_3", models.TextField(blank=True, max_length=1000, verbose_name="Ziel 3")),
                (
                    "chain_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_begun", "Noch nicht begonnen"),
                            ("in_work", "In Arbeit"),
                            ("agreed", "Vereinbart"),
                            ("in_revision", "In Überarbeitung"),
                        ],
                        max_length=12,
                        verbose_name="Stand der Kette",
                    ),
                ),
                ("chain_agreed_on", models.DateField(blank=True, null=True, verbose_name="Vereinbarung vom")),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="gewünscht ab")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="gewünscht bis")),
                (
                    "period_alternative",
                    models.CharField(blank=True, max_length=300, verbose_name="anderer möglicher Zeitraum"),
                ),
                (
                    "wanted_quarters",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="gewünschte Tage"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_site", "Vor Ort"),
                            ("online", "Online"),
                            ("mixed", "Vor Ort und online"),
                        ],
                        max_length=10,
                        verbose_name="vor Ort oder online",
                    ),
                ),
                (
                    "committee_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decided", "Ja, es hat die Anfrage beschlossen"),
                            ("informed", "Ja, es ist informiert"),
                            ("planned", "Noch nicht, es ist geplant"),
                        ],
                        max_length=10,
                        verbose_name="Steuerungsgremium informiert",
                    ),
                ),
                (
                    "committee_on",
                    models.DateField(blank=True, null=True, verbose_name="Datum im Steuerungsgremium"),
                ),
                (
                    "partners_text",
                    models.TextField(blank=True, max_length=1000, verbose_name="weitere Beteiligte"),
                ),
                (
                    "method_wishes",
                    models.TextField(blank=True, max_length=2000, verbose_name="Wünsche an die Arbeitsweise"),
                ),
                (
                    "privacy_read",
                    models.BooleanField(default=False, verbose_name="Hinweis zum Datenschutz gelesen"),
                ),
                ("answers_before", models.JSONField(default=dict, editable=False)),
                (
                    "search_text",
                    gsvo.lib.search_fields.SearchField(
                        default="",
                        editable=False,
                        sources=(
                            "title",
                            "number",
                            "office__display_name",
                            "contact_name",
                            "deputy_name",
                            "occasion_text",
                            "goal_1",
                            "goal_2",
                            "goal_3",
                        ),
                    ),
                ),
                (
                    "sort_name",
                    gsvo.lib.search_fields.SortField(
                        default="", editable=False, max_length=200, sources=("title",)
                    ),
                ),
                (
                    "chain_steps",
                    models.ManyToManyField(
                        blank=True, to="chains.templatestep", verbose_name="Schritte der Kette"
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
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="angelegt von",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bearbeitet von",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_requests",
                        to="offices.office",
                        verbose_name="Ort",
                    ),
                ),
                (
                    "partner_offices",
                    models.ManyToManyField(
                        blank=True,
                        related_name="partnered_requests",
                        to="offices.office",
                        verbose_name="lesen mit",
                    ),
                ),
                ("partners", models.ManyToManyField(blank=True, to="chains.actor", verbose_name="Partner")),
                (
                    "period",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.fundingperiod",
                    ),
                ),
                ("topics", models.ManyToManyField(blank=True, to="requests.topic", verbose_name="Themen")),
            ],
            options={
                "verbose_name": "Anfrage",
                "verbose_name_plural": "Anfragen",
                "ordering": ["-changed_at", "-pk"],
                "permissions": [
                    ("review_supportrequest", "Anfragen bearbeiten (Sachbearbeitung)"),
                    ("lead_supportrequest", "Anfragen abbrechen und wieder öffnen (Leitung)"),
                ],
            },
        ),
        migrations.AddField(
            model_name="mandate",
            name="support_request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandate",
                to="requests.supportrequest",
            ),
        ),
        migrations.CreateModel(
            name="LedgerEntry",
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
                        choices=[("grant", "Zusage"), ("return", "Rückgabe")],
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("quarters", models.IntegerField(verbose_name="Vierteltage")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="wann")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_entry",
                        to="requests.event",
                        verbose_name="Ereignis",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="requests.fundingperiod",
                        verbose_name="Förderzeitraum",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="requests.supportrequest",
                        verbose_name="Anfrage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Buchung",
                "verbose_name_plural": "Buchungen",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="support_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="requests.supportrequest",
                verbose_name="Anfrage",
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=150, verbose_name="Was ist das?")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="entfernt am")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachment",
                        to="files.storedfile",
                    ),
                ),
                (
                    "support_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="requests.supportrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "Unterlage",
                "verbose_name_plural": "Unterlagen",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="fundingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("committed_quarters__lte", models.F("budget_quarters"))),
                name="fundingperiod_never_overbooked",
                violation_error_message="Das Budget ist kleiner als die schon zugesagten Tage.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("submission_until__gte", models.F("submission_from"))),
                name="fundingperiod_submission_ends_after_it_begins",
                violation_error_message="Der letzte Tag für Anfragen liegt vor dem ersten.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_until__gte", models.F("service_from"))),
                name="fundingperiod_service_ends_after_it_begins",
                violation_error_message="Der letzte Tag der Leistungen liegt vor dem ersten.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("accounting_until__gte", models.F("service_until"))),
                name="fundingperiod_accounting_ends_after_service",
                violation_error_message="Die Abrechnung endet vor den Leistungen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateversion",
            constraint=models.UniqueConstraint(
                fields=("mandate", "number"), name="mandateversion_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("frozen_at", None)),
                fields=("mandate",),
                name="mandateversion_one_in_writing",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_at", None), ("frozen_at__isnull", False), _connector="OR"),
                name="mandateversion_agreed_only_when_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="goal_position_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("version", "position"), name="milestone_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("version",),
                name="round_one_open_per_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="round_closed_at_and_outcome_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("round", "member"), name="seat_once_per_round"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "grant"), ("quarters__gt", 0)),
                    models.Q(("kind", "return"), ("quarters__lt", 0)),
                    _connector="OR",
                ),
                name="ledgerentry_sign_follows_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(
                fields=["waiting_on", "state", "waiting_since"], name="supportrequest_waiting_on"
            ),
        ),
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(fields=["office", "-changed_at"], name="supportrequest_office"),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", None), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("number__isnull", False)),
                    _connector="OR",
                ),
                name="supportrequest_number_from_submission_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("granted_quarters", 0), ("period__isnull", False), _connector="OR"),
                name="supportrequest_days_belong_to_a_period",
            ),
        ),
    ]
