"""The whole portal, the demo's post office included, whatever DEMO says."""

from django.conf import settings
from django.urls import include, path

from gsvo import urls as portal
from gsvo.urls import handler400, handler500

__all__ = ["handler400", "handler500", "urlpatterns"]

urlpatterns = [*portal.urlpatterns]
if not settings.DEMO or not any(str(entry.pattern) == "postfach/" for entry in urlpatterns):
    urlpatterns.append(path("postfach/", include("gsvo.outbox.urls")))
