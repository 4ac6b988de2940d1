"""Every address of the API. It has no namespace: names start with `api_`."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("", include("apps.accounts.api_urls")),
    path("", include("apps.catalogue.api_urls")),
    path("", include("apps.prescriptions.api_urls")),
    path("", include("apps.portal.api_urls")),
]
