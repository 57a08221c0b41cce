"""The staff pages."""

from django.urls import path

from onewindow.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.front, name="front"),
]
