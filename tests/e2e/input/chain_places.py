"""Places of the chains' forms, and their addresses, for the table in places.py."""

from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.periods import school_year_on
from tests import factories

# form, page
PLACES = [
    ("chains.forms.create.CreateForm", "chains:create"),
    ("chains.forms.step.StepForm", "chain step"),
    ("chains.forms.step.NewStepForm", "new chain step"),
    ("chains.forms.gaps.AcceptGapForm", "gap"),
]


def _chain(koko):
    year = school_year_on(timezone.localdate())
    return actions.copy_from_template(factories.office(factories.BIELEFELD), year, by=koko)


def _chain_step(koko, leitung):
    return _chain(koko).steps.first().get_absolute_url()


def _gap(koko, leitung):
    step = _chain(koko).steps.first()
    return reverse("chains:accept_gap", args=[step.chain.oid, f"no_deputy:{step.oid}"])


def _template_step(koko, leitung):
    step = actions.new_template_version(by=leitung).steps.first()
    return reverse("admin:chains_templatestep_change", args=[step.pk])


ADDRESSES = {
    "chain step": _chain_step,
    "new chain step": lambda koko, leitung: reverse("chains:add_step", args=[_chain(koko).oid]),
    "gap": _gap,
    "template step": _template_step,
}
