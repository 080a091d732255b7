import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0014_meeting_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RemarkAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="geändert")),
                ("section", models.CharField(max_length=20, verbose_name="Abschnitt")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("taken_over", "übernommen"), ("not_taken_over", "nicht übernommen")],
                        max_length=15,
                        verbose_name="Antwort",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="Grund")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("told_at", models.DateTimeField(editable=False, null=True, verbose_name="mitgeteilt")),
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
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remark_answers",
                        to="requests.statement",
                        verbose_name="Stellungnahme",
                    ),
                ),
                (
                    "told_in",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "Antwort auf eine Rückmeldung",
                "verbose_name_plural": "Antworten auf Rückmeldungen",
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "section"), name="remarkanswer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "taken_over"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="remarkanswer_says_why_not",
                    ),
                ],
            },
        ),
    ]
