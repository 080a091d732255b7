"""Answer with a paper: its file, or its report in one of two forms. The calling view checks permission."""

from django.http import Http404, HttpResponse
from django.utils.cache import add_never_cache_headers

from advisors.papers.content import content_of
from advisors.papers.docx import as_docx
from advisors.papers.pdf import as_pdf
from gsvo.files.download import serve
from gsvo.files.file_types import DOCX, PDF

_FORMS = {"pdf": (as_pdf, PDF), "docx": (as_docx, DOCX)}


def answer_with(paper, form):
    """Return the paper as a download; 404 for a form that it does not have."""
    if form not in paper.forms:
        raise Http404
    if paper.file_id:
        return serve(paper.file)
    make, kind = _FORMS[form]
    content = content_of(paper)
    response = HttpResponse(make(content, paper.handed_in_at), content_type=kind.content_type)
    name = f"{content.title}-{content.number}-{paper.version}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response
