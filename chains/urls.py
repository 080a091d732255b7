from django.urls import path

from chains.views import chains, exchange, pictures, steps

app_name = "chains"
urlpatterns = [
    path("", chains.chain_list, name="list"),
    path("neu/", chains.create, name="create"),
    path("<oid:oid>/", chains.detail, name="detail"),
    path("<oid:oid>/bild.svg", pictures.lanes_file, name="picture"),
    path("<oid:oid>/tabelle.<slug:form>", exchange.download, name="download"),
    path("<oid:oid>/bearbeiten/", steps.edit, name="edit"),
    path("<oid:oid>/schritt/neu/", steps.add_step, name="add_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/", steps.edit_step, name="edit_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/verschieben/", steps.move_step, name="move_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/entfernen/", steps.remove_step, name="remove_step"),
]
