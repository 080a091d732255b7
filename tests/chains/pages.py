"""What tests of the chains' pages need."""

from django.urls import reverse

from tests.helpers.admin_forms import standing


def page_url(name, chain, number=None):
    args = [chain.oid] if number is None else [chain.oid, chain.steps.get(number=number).oid]
    return reverse(f"chains:{name}", args=args)


def part_url(chain, number, part="was"):
    return reverse("chains:step_part", args=[chain.oid, chain.steps.get(number=number).oid, part])


def typed(client, address, **changes):
    """What a browser would send: the form as the page shows it, with changes."""
    data = standing(client.get(address).content.decode(), address)
    data.pop("csrfmiddlewaretoken", None)  # without it a form may be sent twice on purpose
    return {**data, **changes}
