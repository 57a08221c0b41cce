"""The staff pages of the open-economy policy, under /desk/open-economy/."""

from django.urls import path

from miluo.open_economy.views import attributions, enterprises, fairs, imports, proposals

app_name = "open_economy"
urlpatterns = [
    path("attributions/", attributions.attributions, name="attributions"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/<str:uscc>/", enterprises.enterprise, name="enterprise"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/template.xlsx", fairs.template, name="fair_template"),
    path("imports/", imports.imports, name="imports"),
    path("imports/template/<slug:kind>.xlsx", imports.template, name="import_template"),
    path("imports/<str:number>/", imports.one, name="import"),
    path("imports/<str:number>/file/<slug:which>/", imports.file, name="import_file"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/run/", proposals.run, name="propose"),
    path("proposals/<str:number>/", proposals.proposal, name="proposal"),
]
