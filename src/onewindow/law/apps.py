from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "onewindow.law"
    label = "law"
