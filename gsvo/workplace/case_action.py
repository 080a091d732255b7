"""What the workplace knows of one act on a case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from requests import workflow

# Parts of the engagement's page, by the id of their heading.
DAYS, PEOPLE, PAPERS, CONCERNS, COMMITTEE = "h-tage", "h-who", "h-owed", "h-stockt", "h-notices"


@dataclass(frozen=True)
class CaseAction:
    form: type
    action: Callable
    # What it will cause besides mails (`requests.notification_counts`), above the fields; a function of the
    # request where that depends on it.
    causes: Any
    done: str  # the message afterwards
    button: str = ""  # what the submit button says, if not the transition's label
    template: str = "admin/act.html"
    title: Any = ""  # of the page, if not the transition's label

    act: str = ""  # the transition's name, if not the action's
    own_label: Any = ""  # on the case's page, if not the transition's
    place: str = ""  # the part of the engagement's page that offers it, if not its panel on top

    @property
    def name(self):
        return self.act or self.action.__name__

    @property
    def transition(self):
        return workflow.TRANSITIONS[self.name]

    @property
    def label(self):
        return self.own_label or self.transition.label

    def causes_on(self, support_request):
        """Return what the act will cause on this case."""
        return self.causes(support_request) if callable(self.causes) else self.causes


def page_of(support_request, place=""):
    """Return (address, words) of the way to where G.I.B. acts: to the engagement, if there is one."""
    if not support_request.engaged_at:
        return reverse("admin:case", args=[support_request.oid]), _("Zurück zum Fall")
    url = reverse("admin:engagement", args=[support_request.oid])
    return f"{url}#{place}" if place else url, _("Zurück zur Begleitung")
