"""The picture of a chain as a file."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from chains import content
from chains.pictures import lanes
from chains.views.lookup import chain_of
from gsvo.files.file_types import Kind
from gsvo.files.papers.download import answer_with

SVG = Kind("SVG", "image/svg+xml", ("svg",))  # we write it; as an upload nobody may send it


def picture_of(chain, said):
    """Return what the template draws of a chain that says this."""
    return lanes.draw(said, [], timezone.localdate(), str(chain.office))


@require_safe
def lanes_file(request, oid):
    """Return the swimlanes as a download: a file with colours of its own, shown nowhere in the portal."""
    chain = chain_of(request, oid)
    picture = picture_of(chain, content.load(chain))
    svg = render_to_string("chains/lanes.svg", {"picture": picture})
    layout = picture["layout"]
    data = lanes.as_file(svg, layout.width, layout.height).encode()
    return answer_with(data, SVG, f"Verantwortungskette-{chain.school_year}.svg")
