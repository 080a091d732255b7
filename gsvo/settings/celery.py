"""Worker and scheduler."""

from celery.schedules import crontab

from gsvo.settings.base import VAR_DIR
from gsvo.settings.database import REDIS_URL
from gsvo.settings.i18n import TIME_ZONE

_QUEUE_DIR, _CONTROL_DIR = VAR_DIR / "queue", VAR_DIR / "queue-control"
for _folder in (_QUEUE_DIR, _CONTROL_DIR):
    _folder.mkdir(exist_ok=True)
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 2, "socket_connect_timeout": 1, "max_retries": 0, "visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(_QUEUE_DIR),
        "data_folder_out": str(_QUEUE_DIR),
        "control_folder": str(_CONTROL_DIR),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the sweep is the guarantee; nobody waits for the broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "deliver-what-is-left": {
        "task": "gsvo.outbox.tasks.deliver_due",
        "schedule": 30.0,
        "options": {"expires": 60, "headers": {"sweep": "yes"}},
    },
    "close-rounds-past-their-deadline": {
        "task": "requests.tasks.close_due_rounds",
        "schedule": crontab(minute=5),
    },
    "morning-list": {"task": "gsvo.workplace.tasks.morning_list", "schedule": crontab(minute="*/10")},
    "remind": {"task": "gsvo.reminders.tasks.remind", "schedule": crontab(minute="*/10")},
    "end-inactive-cases": {
        "task": "requests.tasks.end_inactive_cases",
        "schedule": crontab(hour=3, minute=10),
    },
    "purge-what-is-due": {
        "task": "gsvo.retention.tasks.purge_what_is_due",
        "schedule": crontab(hour=3, minute=40),
    },
    "expire-invitations": {"task": "advisors.tasks.expire_invitations", "schedule": crontab(minute=10)},
}
