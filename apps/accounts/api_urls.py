from django.urls import path

from apps.accounts.api import ClientDetailApi, ClientListApi

urlpatterns = [
    path("clients/", ClientListApi.as_view(), name="api_clients"),
    path("clients/<uuid:client_id>/", ClientDetailApi.as_view(), name="api_client"),
]
