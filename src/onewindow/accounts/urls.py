"""The addresses of one's own account."""

from django.urls import path

from onewindow.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password, name="password"),
    path("sessions/end/", views.end_session, name="end_session"),
    path("acts-for/", views.act_for, name="act_for"),
]
