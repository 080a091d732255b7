"""Sending a form of the workplace as a browser does: with the revision that its page shows."""

from tests.access import page_forms


def save(client, url, data):
    """Open a record's page and send `data` with its revision. Returns the answer."""
    return client.post(url, {"revision": mark(client, url), **data})


def mark(client, url):
    """The revision of what stands on a record's page now, "" on a page without a form."""
    context = client.get(url).context or {}
    form = context["adminform"].form if "adminform" in context else context.get("form")
    return form["revision"].value() if "revision" in getattr(form, "fields", ()) else ""


def standing(html, url, field=None):
    """What a browser would send of a page's form (the one with `field`) as it stands there."""
    found = [form["fields"] for form in page_forms.forms_of(html, url)]
    rows = next(rows for rows in found if field is None or any(row["name"] == field for row in rows))
    data = {}
    for row in rows:
        if row["kind"] == "select":
            data[row["name"]] = [value for value, is_chosen in row["options"] if is_chosen]
        elif row["kind"] in ("radio", "checkbox"):
            if "checked" in row["attrs"]:
                data.setdefault(row["name"], []).append(row["value"] or "on")
        elif row["kind"] not in ("submit", "button", "file"):
            data[row["name"]] = row["value"].removeprefix("\r").removeprefix("\n")
    return data
