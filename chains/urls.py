app_name = "chains"
urlpatterns = []
