"""The series that numbers of requests come from."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out in a year; its row is locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"
