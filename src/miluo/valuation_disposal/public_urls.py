"""The pages of appraisal and disposal for everybody and for the farmer, under /valuation-disposal/."""

from django.urls import path

from miluo.valuation_disposal.views import mine, public, public_draws, public_prices, taking_part

app_name = "valuation_disposal_public"
urlpatterns = [
    path("", public.home, name="home"),
    path("appraisers/", public.appraisers, name="appraisers"),
    path("prices/", public_prices.prices, name="prices"),
    path("disposals/", public.disposals, name="disposals"),
    path("draws/", public_draws.draws, name="draws"),
    path("draws/tool/", public_draws.tool, name="tool"),
    path("draws/<str:number>/", public_draws.draw, name="draw"),
    path("draws/<str:number>/result/", public_draws.result, name="result"),
    path("draws/<str:number>/papers/<str:which>/", public_draws.paper, name="draw_paper"),
    path("draws/<str:number>/secret/", public_draws.secret, name="secret"),
    path("draws/<str:number>/part/", taking_part.part, name="part"),
    path("mine/", mine.mine, name="mine"),
    path("mine/valuations/<str:number>/", mine.valuation, name="my_valuation"),
    path("mine/valuations/<str:number>/reports/<int:round>/", mine.report, name="my_report"),
    path("mine/disposals/<str:number>/", mine.disposal, name="my_disposal"),
    path("mine/disposals/<str:number>/notice/", mine.notice, name="my_notice"),
]
