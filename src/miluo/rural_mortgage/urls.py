"""The staff pages of rights and mortgages, under /desk/rural-mortgage/."""

from django.urls import path

from miluo.rural_mortgage.views import agreements, banks, mortgages, rights, searches

app_name = "rural_mortgage"
urlpatterns = [
    path("", mortgages.mortgages, name="mortgages"),
    path("mortgages/<str:number>/", mortgages.mortgage, name="mortgage"),
    path("mortgages/<str:number>/certificate.pdf", mortgages.certificate, name="certificate"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/<str:number>/", agreements.agreement, name="agreement"),
    path("rights/", rights.rights, name="rights"),
    path("rights/<int:right>/", rights.right, name="right"),
    path("search/", searches.search, name="search"),
    path("banks/", banks.banks, name="banks"),
]
