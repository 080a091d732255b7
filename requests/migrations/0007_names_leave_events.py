from django.db import migrations


def _person(apps, event):
    """Whoever of the office was called so; two of one name are nobody."""
    User = apps.get_model("accounts", "User")
    of_office = User.objects.filter(memberships__office=event.support_request.office_id).distinct()
    named = [user.pk for user in of_office if event.data["to"] in (user.name, user.email)]
    return named[0] if len(named) == 1 else None


def _seat(apps, event):
    Seat = apps.get_model("requests", "Seat")
    seats = Seat.objects.filter(round__version__mandate__support_request=event.support_request_id)
    if event.by_link_id and seats.filter(pk=event.by_link.object_id).exists():
        return event.by_link.object_id
    named = seats.filter(institution=event.data["institution"], round__opened_at__lte=event.at)
    return named.order_by("-pk").values_list("pk", flat=True).first()


def _attachment(apps, event):
    Attachment = apps.get_model("requests", "Attachment")
    named = Attachment.objects.filter(support_request=event.support_request_id, file__name=event.data["name"])
    if event.act == "attached":
        named = named.filter(file__created_at__lte=event.at)
    return named.order_by("-pk").values_list("pk", flat=True).first()


def _mail(apps, event):
    OutgoingMail = apps.get_model("outbox", "OutgoingMail")
    named = OutgoingMail.objects.filter(
        object_id=event.support_request_id, subject=event.data["subject"], created_at__lte=event.at
    )
    return named.order_by("-pk").values_list("pk", flat=True).first()


ACTS = {
    "hand_over": ("to", "to_id", _person),
    "statement": ("institution", "seat_id", _seat),
    "not_responsible": ("institution", "seat_id", _seat),
    "attached": ("name", "attachment_id", _attachment),
    "attachment_removed": ("name", "attachment_id", _attachment),
    "resent": ("subject", "mail_id", _mail),
}


def put_numbers_for_names(apps, schema_editor):
    """Events of former releases hold names as texts; what cannot be found any more is shown as removed."""
    Event = apps.get_model("requests", "Event")
    found = Event.objects.filter(act__in=ACTS).select_related("support_request", "by_link")
    for event in list(found):  # not while the rows are being changed
        former, key, find = ACTS[event.act]
        if former not in event.data:
            continue
        number = find(apps, event)
        data = {name: value for name, value in event.data.items() if name != former} | {key: number}
        Event.objects.filter(pk=event.pk).update(data=data)


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0006_emails_in_one_spelling"),
        ("accounts", "0001_initial"),
        ("files", "0001_initial"),
        ("offices", "0001_initial"),
        ("outbox", "0001_initial"),
    ]

    operations = [migrations.RunPython(put_numbers_for_names, migrations.RunPython.noop)]
