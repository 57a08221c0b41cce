"""The staff pages of appraisal and disposal, under /desk/valuation-disposal/."""

from django.urls import path

from miluo.valuation_disposal.views import appraisers, disposals, draws, prices, valuations

app_name = "valuation_disposal"
urlpatterns = [
    path("", valuations.valuations, name="valuations"),
    path("valuations/<str:number>/", valuations.valuation, name="valuation"),
    path("valuations/<str:number>/reports/<int:round>/", valuations.report, name="report"),
    path("draws/", draws.draws, name="draws"),
    path("draws/<str:number>/", draws.draw, name="draw"),
    path("draws/<str:number>/result.json", draws.draw_result, name="draw_result"),
    path("draws/<str:number>/<str:which>.pdf", draws.draw_paper, name="draw_paper"),
    path("appraisers/", appraisers.appraisers, name="appraisers"),
    path("appraisers/<int:place>/", appraisers.appraiser, name="appraiser"),
    path("lists/<str:number>/", appraisers.publication, name="publication"),
    path("lists/<str:number>/list.xlsx", appraisers.publication_workbook, name="publication_workbook"),
    path("prices/", prices.prices, name="prices"),
    path("prices/template.xlsx", prices.prices_template, name="prices_template"),
    path("prices/imports/<str:number>/<str:which>.xlsx", prices.price_file, name="price_file"),
    path("disposals/", disposals.disposals, name="disposals"),
    path("disposals/<str:number>/", disposals.disposal, name="disposal"),
    path("disposals/<str:number>/costs/<int:place>/", disposals.cost_proof, name="cost_proof"),
    path("disposals/<str:number>/proceeds.pdf", disposals.proceeds, name="proceeds"),
]
