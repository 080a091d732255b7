"""The three groups of the G.I.B.'s staff with their rights.

It stands in the highest app because only here the models of all apps are known. A fresh database has no
permissions yet (Django makes them after all migrations), so that those that are given here are made here.
"""

from django.db import migrations

LOOK_AT = {
    "requests": [
        "supportrequest", "event", "ledgerentry", "fundingperiod", "topic", "attachment",
        "mandate", "mandateversion", "round", "seat", "statement",
    ],
    "advisors": ["advisor", "preference", "invitation", "engagement", "assignment"],
    "offices": ["office", "membership", "accountinvitation", "committee", "committeemember"],
    "chains": ["chaintemplate", "templatestep", "actor", "chain", "chainstep"],
    "outbox": ["outgoingmail"],
}  # fmt: skip
VIEW = [f"{app}.view_{model}" for app, models in LOOK_AT.items() for model in models]
WORK = [
    "requests.review_supportrequest",
    "requests.add_topic", "requests.change_topic",
    "advisors.add_advisor", "advisors.change_advisor",
    "offices.change_office", "offices.add_accountinvitation", "offices.change_accountinvitation",
    "outbox.change_outgoingmail",
]  # fmt: skip
LEAD = [
    "requests.lead_supportrequest",
    "requests.add_fundingperiod", "requests.change_fundingperiod",
    "accounts.view_user", "accounts.add_user", "accounts.change_user",
    "chains.add_chaintemplate", "chains.change_chaintemplate", "chains.add_templatestep",
    "chains.change_templatestep", "chains.add_actor", "chains.change_actor",
]  # fmt: skip
GROUPS = {
    "Sachbearbeitung": [*VIEW, *WORK],
    "Leitung": [*VIEW, *WORK, *LEAD],
    "Controlling": VIEW,
}
OWN_NAMES = {
    "review_supportrequest": "Anfragen bearbeiten (Sachbearbeitung)",
    "lead_supportrequest": "Anfragen abbrechen und wieder öffnen (Leitung)",
}


def make(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, rights in GROUPS.items():
        group = Group.objects.get_or_create(name=name)[0]
        group.permissions.add(*[_permission(apps, right) for right in rights])


def _permission(apps, right):
    """The permission with the very name that Django would give it later."""
    app, _, codename = right.partition(".")
    action, _, model = codename.partition("_")
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )[0]
    name = OWN_NAMES.get(codename) or f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"
    return apps.get_model("auth", "Permission").objects.get_or_create(
        codename=codename, content_type=content_type, defaults={"name": name}
    )[0]


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("advisors", "0001_initial"),
        ("accounts", "0001_initial"),
        ("chains", "0001_initial"),
        ("offices", "0001_initial"),
        ("outbox", "0001_initial"),
        ("requests", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, unmake)]
