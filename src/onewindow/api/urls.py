"""The addresses of the API; its description and its index are for anyone, like the pages that they describe."""

from django.urls import URLPattern, path

from onewindow.accounts.access import public
from onewindow.api.application import api

OPEN = {"openapi-json", "openapi-view", "api-root"}

_addresses, _app_name, _namespace = api.urls
for _address in _addresses:
    if isinstance(_address, URLPattern) and _address.name in OPEN:
        public(_address.callback)

urlpatterns = [path("", (_addresses, _app_name, _namespace))]
