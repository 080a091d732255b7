"""`manage.py clock`: run each scheduled task once, without worker and scheduler. For cron.

Every task asks what is due and not done yet, so a turn too many is no harm.
"""

from django.core.management.base import BaseCommand, CommandError

from gsvo.celery import app


class Command(BaseCommand):
    help = "Erledigt einmal alles, was sonst die Zeitsteuerung anstößt."

    def handle(self, **options):
        app.loader.import_default_modules()
        failed = []
        for entry in app.conf.beat_schedule.values():
            done = app.tasks[entry["task"]].apply(headers=entry.get("options", {}).get("headers"))
            self.stdout.write(f"{done.state} {entry['task']}")
            if done.failed():
                failed.append(f"{entry['task']}: {type(done.result).__name__}")
        if failed:
            raise CommandError(", ".join(failed))
