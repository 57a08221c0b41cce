"""The pages of a mortgagor, under /rural-mortgage/."""

from django.urls import path

from miluo.rural_mortgage.views import mine

app_name = "rural_mortgage_public"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("agreements/<str:number>/", mine.agreement, name="agreement"),
    path("agreements/<str:number>/application/", mine.application, name="application"),
    path("mortgages/<str:number>/certificate.pdf", mine.certificate, name="certificate"),
]
