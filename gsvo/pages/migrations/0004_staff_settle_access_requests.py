"""Wishes for access are read and settled by Sachbearbeitung and Leitung. As in advisors/0002_staff_groups."""

from django.db import migrations

GROUPS = ("Sachbearbeitung", "Leitung")
ACTIONS = ("view", "change")


def _permissions(apps):
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="pages", model="accessrequest"
    )[0]
    word = apps.get_model("pages", "AccessRequest")._meta.verbose_name
    Permission = apps.get_model("auth", "Permission")
    return [
        Permission.objects.get_or_create(
            codename=f"{action}_accessrequest",
            content_type=content_type,
            defaults={"name": f"Can {action} {word}"},
        )[0]
        for action in ACTIONS
    ]


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*_permissions(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*_permissions(apps))


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_access_request"), ("advisors", "0002_staff_groups")]
    operations = [migrations.RunPython(give, take)]
