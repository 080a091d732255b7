from django.urls import path

from advisors.views import engagements, my_profile, pool

app_name = "advisors"
urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/mein-profil/", my_profile.my_profile, name="my_profile"),
    path("pool/mein-profil/abwesenheiten/", my_profile.absences, name="absences"),
    path("pool/mein-profil/abwesenheiten/<int:pk>/loeschen/", my_profile.drop_absence, name="drop_absence"),
    path("pool/<oid:oid>/", pool.profile, name="profile"),
    path("pool/<oid:oid>/zuruecknehmen/", pool.forget, name="forget"),
    path("begleitungen/", engagements.engagements, name="engagements"),
    path("begleitungen/<oid:oid>/", engagements.engagement, name="engagement"),
    path("begleitungen/<oid:oid>/beenden/", engagements.finish, name="finish"),
]
