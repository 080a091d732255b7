from django.urls import path

from gsvo.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("ueberall-abmelden/", views.end_other_logins, name="end_other_logins"),
]
