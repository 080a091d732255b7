from django.urls import path

from chains import views

app_name = "chains"
urlpatterns = [
    path("", views.chain_list, name="list"),
    path("neu/", views.create, name="create"),
    path("<oid:oid>/", views.detail, name="detail"),
    path("<oid:oid>/bearbeiten/", views.edit, name="edit"),
    path("<oid:oid>/schritt/neu/", views.add_step, name="add_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/", views.edit_step, name="edit_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/verschieben/", views.move_step, name="move_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/entfernen/", views.remove_step, name="remove_step"),
]
