from django.apps import AppConfig


class OpenEconomyConfig(AppConfig):
    name = "miluo.open_economy"
    label = "open_economy"
