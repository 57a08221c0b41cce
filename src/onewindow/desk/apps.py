from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onewindow.desk"
    label = "desk"
