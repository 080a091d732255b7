from django.db import migrations

from gsvo.lib.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_order_of_lists"),
    ]

    operations = [AddTrigramIndex("OutgoingMail")]
