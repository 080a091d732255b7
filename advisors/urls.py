from django.urls import path

from advisors.views import engagements, pool

app_name = "advisors"
urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/<oid:oid>/", pool.profile, name="profile"),
    path("pool/<oid:oid>/zuruecknehmen/", pool.forget, name="forget"),
    path("begleitungen/", engagements.engagements, name="engagements"),
    path("begleitungen/<oid:oid>/", engagements.engagement, name="engagement"),
    path("begleitungen/<oid:oid>/beenden/", engagements.finish, name="finish"),
]
