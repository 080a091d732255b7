"""What tests of the chains' pages need."""

from django.urls import reverse


def page_url(name, chain, number=None):
    args = [chain.oid] if number is None else [chain.oid, chain.steps.get(number=number).oid]
    return reverse(f"chains:{name}", args=args)


def typed(client, address, **changes):
    """What a browser would send: the form as the page shows it, with changes."""
    form = client.get(address).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value is None:
            continue
        data[bound.html_name] = (
            [getattr(v, "pk", v) for v in value] if isinstance(value, (list, tuple)) else value
        )
    return {**data, **changes}
