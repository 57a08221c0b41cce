"""The addresses of one's own account, and of the security administrator's pages."""

from django.urls import path

from onewindow.accounts import administration, views

app_name = "accounts"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("login/", views.login, name="login"),
    path("login/forget/", views.forget_unsent, name="forget_unsent"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password, name="password"),
    path("sessions/end/", views.end_session, name="end_session"),
    path("acts-for/", views.act_for, name="act_for"),
    path("people/", administration.people, name="people"),
    path("people/new/", administration.new_person, name="new_person"),
    path("people/<slug:key>/", administration.person, name="person"),
    path("people/<slug:key>/<slug:name>/", administration.act, name="act"),
]
