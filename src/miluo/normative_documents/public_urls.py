"""The pages of normative documents for everyone, under /normative-documents/: the catalogues and the published texts."""

from django.urls import path

from miluo.normative_documents.views import catalogues, published

app_name = "normative_documents_public"
urlpatterns = [
    path("", catalogues.catalogue_page, name="catalogue"),
    path("catalogue.xlsx", catalogues.catalogue_workbook, name="catalogue_workbook"),
    path("catalogue.json", catalogues.catalogue_json, name="catalogue_json"),
    path("<str:number>/", published.document, name="document"),
    path("<str:number>/as/<str:form>/", published.download, name="download"),
]
