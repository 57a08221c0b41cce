"""The public pages: find, understand, apply, follow, verify."""

from django.urls import path

from onewindow.portal.views import apply, awards, calculator, correct, display, front, guides, law, mine, track, verify

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("search/", front.search, name="search"),
    path("display/", display.display, name="display"),
    path("services/", guides.services, name="services"),
    path("services/<slug:key>/", guides.procedure, name="procedure"),
    path("policies/", guides.policies, name="policies"),
    path("policies/<slug:key>/", guides.policy, name="policy"),
    path("policies/<slug:key>/calculator/", calculator.calculator, name="calculator"),
    path("apply/drafts/<str:number>/", apply.facts, name="draft"),
    path("apply/drafts/<str:number>/materials/", apply.materials, name="draft_materials"),
    path("apply/drafts/<str:number>/check/", apply.check, name="draft_check"),
    path("apply/drafts/<str:number>/discard/", apply.discard, name="draft_discard"),
    path("apply/<slug:key>/", apply.start, name="start"),
    path("my/", mine.my, name="my"),
    path("my/<str:number>/", mine.my_case, name="my_case"),
    path("my/<str:number>/receipt/", mine.receipt, name="receipt"),
    path("my/<str:number>/correct/", correct.correct, name="correct"),
    path("my/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("my/<str:number>/rate/", mine.rate, name="rate"),
    path("my/<str:number>/papers/<str:code>/", mine.paper, name="paper"),
    path("my/<str:number>/files/<str:key>/", mine.file, name="file"),
    path("track/", track.track, name="track"),
    path("awards/", awards.awards, name="awards"),
    path("law/", law.documents, name="documents"),
    path("law/conventions/", law.conventions, name="conventions"),
    path("law/<slug:key>/", law.document, name="document"),
    path("law/<slug:key>/<slug:clause_id>/", law.clause, name="clause"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.paper, name="verify_paper"),
]
