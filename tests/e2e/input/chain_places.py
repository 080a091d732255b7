"""Places of the chains' forms, and their addresses, for the table in places.py."""

from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.forms.step_parts import PARTS
from chains.periods import school_year_on
from tests import factories
from tests.chains.institutions import asked

STEP_FORM = "chains.forms.step.StepForm"
# form, page, and whether it may be sent empty
PLACES = [
    ("chains.forms.create.CreateForm", "chains:create", False),
    *((STEP_FORM, f"chain step {part.slug}", part.slug in ("wer", "uebergabe")) for part in PARTS),
    ("chains.forms.step.NewStepForm", "new chain step", False),
    ("chains.forms.step.SplitStepForm", "split chain step", False),
    ("chains.forms.gaps.AcceptGapForm", "gap", False),
    ("chains.forms.parts.InstitutionForm", "chain institution", True),
    ("chains.forms.parts.EnteredAnswerForm", "chain answer", False),
    ("chains.forms.publish.PublishForm", "publish chain", True),
]


def chain(koko):
    year = school_year_on(timezone.localdate())
    return actions.copy_from_template(factories.office(factories.BIELEFELD), year, by=koko)


def _of_step(page, *more):
    """Return a function that gives the address of a page of a chain's first step."""

    def address(koko, leitung):
        row = chain(koko)
        return reverse(f"chains:{page}", args=[row.oid, row.steps.first().oid, *more])

    return address


def _gap(koko, leitung):
    step = chain(koko).steps.first()
    return reverse("chains:accept_gap", args=[step.chain.oid, f"no_deputy:{step.oid}"])


def _template_step(koko, leitung):
    step = actions.new_template_version(by=leitung).steps.first()
    return reverse("admin:chains_templatestep_change", args=[step.pk])


def _of_institution(name):
    def address(koko, leitung):
        row = chain(koko)
        actor = row.steps.exclude(lead=None).first().lead_id
        return reverse(f"chains:{name}", args=[row.oid, actor])

    return address


def part_link(koko):
    """Return an institution's link to confirm its part."""
    return asked(chain(koko), koko)[1]


ADDRESSES = {
    **{f"chain step {part.slug}": _of_step("step_part", part.slug) for part in PARTS},
    "new chain step": lambda koko, leitung: reverse("chains:add_step", args=[chain(koko).oid]),
    "split chain step": _of_step("split_step"),
    "gap": _gap,
    "publish chain": lambda koko, leitung: reverse("chains:publish", args=[chain(koko).oid]),
    "template step": _template_step,
    "chain institution": _of_institution("institution"),
    "chain answer": _of_institution("enter_answer"),
}
