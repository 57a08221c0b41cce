from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "onewindow.papers"
    label = "papers"
