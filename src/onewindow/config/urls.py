"""Every address of the site: public pages at the root, staff pages at /desk, the API at /api/v1."""

from django.urls import include, path

urlpatterns = [
    path("", include("onewindow.portal.urls")),
    path("accounts/", include("onewindow.accounts.urls")),
    path("desk/", include("onewindow.desk.urls")),
    path("api/v1/", include("onewindow.api.urls")),
]
