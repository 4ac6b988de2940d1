from apps.portal import client_urls, staff_urls

app_name = "portal"
urlpatterns = [*client_urls.urlpatterns, *staff_urls.urlpatterns]
