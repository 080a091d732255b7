"""The demo's post office, mounted only with DEMO=1."""

from django.urls import path

from gsvo.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.mails, name="mailbox"),
    path("<oid:oid>/", views.mail, name="mail"),
    path("<oid:oid>/html/", views.html, name="html"),
]
