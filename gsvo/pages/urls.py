"""URLs of public pages and for programs. Their names have no namespace: every template links them."""

from django.urls import path

from gsvo.pages import access_views, feedback_views, views, wellknown

urlpatterns = [
    path("", views.home, name="home"),
    path("so-funktionierts/", views.how, name="how"),
    path("orte/", views.places, name="places"),
    path("kooperations-workshops/", views.workshops, name="workshops"),
    path("kontakt/", views.contact, name="contact"),
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("rueckmeldung/", feedback_views.feedback, name="feedback"),
    path("rueckmeldung/danke/", feedback_views.feedback_thanks, name="feedback_thanks"),
    path("zugang-anfragen/", access_views.ask_access, name="ask_access"),
    path("zugang-anfragen/danke/", access_views.access_asked, name="access_asked"),
    path("leichte-sprache/", views.easy_language, name="easy_language"),
    path("gebaerdensprache/", views.sign_language, name="sign_language"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("sitemap.xml", wellknown.sitemap, name="sitemap"),
    path("site.webmanifest", wellknown.manifest, name="manifest"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
