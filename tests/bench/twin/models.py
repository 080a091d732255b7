"""Records of offices: what a list of cases needs and nothing more."""

from django.conf import settings
from django.db import models
from django.urls import reverse


class Office(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Record(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "laufend"
        ENDED = "ended", "beendet"

    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices)
    waits_for = models.CharField(max_length=20)
    text = models.TextField()
    since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["office", "-since"], name="record_of_office"),
            models.Index(fields=["-since"], name="record_newest"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("detail", args=[self.pk])


class Note(models.Model):
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    text = models.CharField(max_length=200)

    def __str__(self):
        return self.text
