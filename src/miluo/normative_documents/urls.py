"""The pages of normative documents, under /desk/normative-documents/; the catalogues are open to everyone."""

from django.urls import path

from miluo.normative_documents.views import acts, catalogues, lists, pages

app_name = "normative_documents"
urlpatterns = [
    path("", lists.documents, name="documents"),
    path("new/", acts.start, name="new"),
    path("warnings/", lists.warnings, name="warnings"),
    path("issuers/", lists.issuers, name="issuers"),
    path("register/", lists.register, name="register"),
    path("catalogue/", catalogues.catalogue_page, name="catalogue"),
    path("catalogue.xlsx", catalogues.catalogue_workbook, name="catalogue_workbook"),
    path("catalogue.json", catalogues.catalogue_json, name="catalogue_json"),
    path("documents/<str:number>/", pages.document, name="document"),
    path("documents/<str:number>/as/<str:form>/", pages.download, name="download"),
    path("documents/<str:number>/material/<str:key>/", pages.material, name="material"),
    path("documents/<str:number>/notice/<str:kind>/", pages.notice, name="notice"),
    path("documents/<str:number>/do/<str:act>/", acts.act, name="act"),
]
