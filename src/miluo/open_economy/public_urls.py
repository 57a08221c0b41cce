"""The pages of the open-economy policy for enterprises and citizens, under /open-economy/."""

from django.urls import path

from miluo.open_economy.views import public_fund

app_name = "open_economy_public"
urlpatterns = [
    path("use/", public_fund.use, name="use"),
    path("awards/<int:award>/objection/", public_fund.object_to, name="objection"),
    path("account/", public_fund.account, name="account"),
]
