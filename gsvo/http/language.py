"""Answer in German until somebody chooses another language in the footer.

Not by the browser's wish: the offer, its data and its mails are German, and many browsers ask for English
without anybody having chosen so. The choice rests in the session: a cookie of its own would be a third.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gsvo.http import ratelimit
from gsvo.http.referrer import is_same_origin, referring_page

SESSION_KEY = "language"


def chosen_language(get_response):
    """Middleware: answer in the language that the session holds."""

    def middleware(request):
        chosen = request.session.get(SESSION_KEY)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        if chosen == language and request.session.session_key is None:  # flushed: somebody logged out
            request.session[SESSION_KEY] = chosen
        response.setdefault("Content-Language", language)
        return response

    return middleware


@csrf_exempt  # a token would put a cookie on every public page; where the form stands is asked instead
@login_not_required
@require_POST
def choose(request):
    """Store the language that was chosen in the footer and redirect to the page it was chosen on."""
    is_ours = "Origin" not in request.headers or is_same_origin(request)
    language = request.POST.get("language") if is_ours else None
    if language == settings.LANGUAGE_CODE:
        request.session.pop(SESSION_KEY, None)
    elif language in dict(settings.LANGUAGES):
        if not ratelimit.may_begin_session(request):
            return ratelimit.too_many_requests(request)
        request.session[SESSION_KEY] = language
    return HttpResponseRedirect(referring_page(request) or reverse("home"))
