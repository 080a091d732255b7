from django.db import migrations

from gsvo.lib.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0003_order_of_lists"),
    ]

    operations = [AddTrigramIndex("SupportRequest")]
