"""Heartbeat of the scheduler and pause of sending: one row, shared by all processes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ROW = 1


class SystemStatusManager(models.Manager):
    def read(self):
        """Return the row, or an unsaved one."""
        return self.filter(pk=ROW).first() or self.model(pk=ROW)

    def is_paused(self):
        return self.filter(pk=ROW, paused_at__isnull=False).exists()

    def note_beat(self):
        """Store the scheduler's heartbeat, with each sweep that it ordered."""
        self._write(beat_at=timezone.now())

    def pause_sending(self):
        self._write(paused_at=timezone.now())

    def resume_sending(self):
        self._write(paused_at=None)

    def _write(self, **fields):
        self.update_or_create(pk=ROW, defaults=fields)


class SystemStatus(models.Model):
    beat_at = models.DateTimeField(_("letztes Lebenszeichen der Zeitsteuerung"), null=True, blank=True)
    paused_at = models.DateTimeField(_("Versand angehalten seit"), null=True, blank=True)

    objects = SystemStatusManager()

    class Meta:
        verbose_name = verbose_name_plural = _("Betrieb")
        constraints = [models.CheckConstraint(name="operation_is_one_row", condition=models.Q(pk=ROW))]

    def __str__(self):
        return str(self._meta.verbose_name)


class AnsweredForm(models.Model):
    """A form that was sent and created something; sent again it gets the same answer.

    `key` is a keyed hash of who sent what from which page (gsvo.status.idempotency); `location` is where it
    led.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    location = models.CharField(max_length=500, editable=False)
    at = models.DateTimeField(_("wann"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("beantwortetes Formular")
        verbose_name_plural = _("beantwortete Formulare")

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
