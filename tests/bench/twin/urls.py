from django.urls import path

from tests.bench.twin import views

urlpatterns = [
    path("list/", views.records, name="list"),
    path("search/", views.records, name="search"),
    path("filter/", views.records, name="filter"),
    path("deep/", views.records, name="deep"),
    path("detail/<int:pk>/", views.detail, name="detail"),
    path("form/<int:pk>/", views.edit, name="form"),
]
