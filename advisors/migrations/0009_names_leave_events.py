from django.db import migrations

ACTS = ("accept", "decline", "expire", "change_advisor")


def _advisor(apps, event):
    """Whoever answered by the link or account, else the one of that name who was asked for this request."""
    Invitation = apps.get_model("advisors", "Invitation")
    asked = Invitation.objects.filter(support_request=event.support_request_id)
    if event.by_link_id and event.act in ("accept", "decline"):
        by_link = asked.filter(pk=event.by_link.object_id).values_list("advisor_id", flat=True).first()
        if by_link:
            return by_link
    named = asked.filter(advisor__name=event.data["advisor"]).values_list("advisor_id", flat=True)
    numbers = set(named)
    return numbers.pop() if len(numbers) == 1 else None


def put_numbers_for_names(apps, schema_editor):
    """Events of former releases hold names as texts; what cannot be found any more is shown as removed."""
    Event = apps.get_model("requests", "Event")
    for event in list(Event.objects.filter(act__in=ACTS).select_related("by_link")):
        if "advisor" not in event.data:
            continue
        number = _advisor(apps, event)
        data = {name: value for name, value in event.data.items() if name != "advisor"}
        Event.objects.filter(pk=event.pk).update(data=data | {"advisor_id": number})


class Migration(migrations.Migration):
    dependencies = [
        ("advisors", "0008_emails_in_one_spelling"),
        ("requests", "0007_names_leave_events"),
    ]

    operations = [migrations.RunPython(put_numbers_for_names, migrations.RunPython.noop)]
