from django.urls import path

from gsvo.offices import committee_views, views

app_name = "offices"
urlpatterns = [
    path("gremium/", committee_views.committee, name="committee"),
    path("gremium/mitglied/<oid:oid>/", committee_views.edit_committee_member, name="edit_committee_member"),
    path(
        "gremium/mitglied/<oid:oid>/entfernen/",
        committee_views.remove_committee_member,
        name="remove_committee_member",
    ),
    path("gremium/<str:key>/", committee_views.committee, name="committee"),
    path("gremium/<str:key>/name/", committee_views.rename_committee, name="rename_committee"),
    path("gremium/<str:key>/regel/", committee_views.committee_rule, name="committee_rule"),
    path(
        "gremium/<str:key>/mitglied-neu/", committee_views.add_committee_member, name="add_committee_member"
    ),
    path("gremium/<str:key>/liste/", committee_views.add_committee_members, name="add_committee_members"),
    path("konto/stelle/<str:key>/", views.people, name="people"),
    path("konto/stelle/<str:key>/oeffentlich/", views.name_publicly, name="name_publicly"),
    path("konto/stelle/<str:key>/einladen/", views.invite, name="invite"),
    path(
        "konto/stelle/<str:key>/einladung/<int:pk>/zuruecknehmen/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("konto/stelle/<str:key>/person/<int:pk>/rolle/", views.change_role, name="change_role"),
    path("konto/stelle/<str:key>/person/<int:pk>/beenden/", views.leave, name="leave"),
]
