"""The pages of the open-economy policy for enterprises and citizens, under /open-economy/."""

from django.urls import path

from miluo.open_economy.views import my_proposals, notices, public_fund

app_name = "open_economy_public"
urlpatterns = [
    path("proposals/", my_proposals.proposals, name="proposals"),
    path("proposals/<str:number>/", my_proposals.proposal, name="proposal"),
    path("proposals/<str:number>/confirm/", my_proposals.confirm, name="confirm"),
    path("proposals/<str:number>/object/", my_proposals.object_to, name="object"),
    path("use/", public_fund.use, name="use"),
    path("awards/<int:award>/objection/", public_fund.object_to, name="objection"),
    path("notices/<str:number>/", notices.notice, name="notice"),
    path("notices/<str:number>/paper/", notices.paper, name="notice_paper"),
    path("account/", public_fund.account, name="account"),
]
