"""What the workplace knows of one act on a case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from requests import workflow


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
