from django.urls import path

from gsvo.offices import views

app_name = "offices"
urlpatterns = [
    path("konto/stelle/<str:key>/", views.people, name="people"),
    path("konto/stelle/<str:key>/einladen/", views.invite, name="invite"),
    path(
        "konto/stelle/<str:key>/einladung/<int:pk>/zuruecknehmen/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("konto/stelle/<str:key>/person/<int:pk>/rolle/", views.change_role, name="change_role"),
    path("konto/stelle/<str:key>/person/<int:pk>/beenden/", views.leave, name="leave"),
    path("konto/einladung/<oid:oid>/nicht-zustaendig/", views.decline_account, name="decline_account"),
]
