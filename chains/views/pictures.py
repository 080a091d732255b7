"""The picture of a chain as a file."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from chains import content
from chains.gaps.of_chain import gaps_of
from chains.gaps.rules import RULES
from chains.pictures import lanes
from chains.pictures.gap_marks import marks_of
from chains.views.lookup import chain_of
from gsvo.files.file_types import Kind
from gsvo.files.papers.download import answer_with

SVG = Kind("SVG", "image/svg+xml", ("svg",))  # we write it; as an upload nobody may send it


def picture_of(chain, said, gaps):
    """Return what the template draws of a chain that says this and has these gaps."""
    marks = marks_of(gaps.open, {rule.name: rule.label for rule in RULES})
    return lanes.draw(said, marks, timezone.localdate(), str(chain.office))


@require_safe
def lanes_file(request, oid):
    """Return the swimlanes as a download: a file with colours of its own, shown nowhere in the portal."""
    chain = chain_of(request, oid)
    said = content.load(chain)
    picture = picture_of(chain, said, gaps_of(chain, said))
    svg = render_to_string("chains/lanes.svg", {"picture": picture})
    layout = picture["layout"]
    data = lanes.as_file(svg, layout.width, layout.height).encode()
    return answer_with(data, SVG, f"Verantwortungskette-{chain.school_year}.svg")
