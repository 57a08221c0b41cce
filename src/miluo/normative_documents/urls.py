"""The pages of normative documents for officers, under /desk/normative-documents/."""

from django.urls import path

from miluo.normative_documents.views import acts, issuers, lists, pages

app_name = "normative_documents"
urlpatterns = [
    path("", lists.documents, name="documents"),
    path("new/", acts.start, name="new"),
    path("warnings/", lists.warnings, name="warnings"),
    path("issuers/", issuers.issuers, name="issuers"),
    path("register/", lists.register, name="register"),
    path("issuers/add/", issuers.add, name="issuer_add"),
    path("issuers/<int:row>/remove/", issuers.remove, name="issuer_remove"),
    path("documents/<str:number>/", pages.document, name="document"),
    path("documents/<str:number>/as/<str:form>/", pages.download, name="download"),
    path("documents/<str:number>/material/<str:key>/", pages.material, name="material"),
    path("documents/<str:number>/notice/<str:kind>/", pages.notice, name="notice"),
    path("documents/<str:number>/do/<str:act>/", acts.act, name="act"),
]
