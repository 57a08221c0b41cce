"""The pages of the integrated window for citizens and enterprises, under /integrated-window/."""

from django.urls import path

from miluo.integrated_window.views import enterprises, theme_forms, theme_guides

app_name = "integrated_window_public"
urlpatterns = [
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("themes/", theme_guides.all_themes, name="themes"),
    path("themes/<slug:key>/", theme_guides.theme_page, name="theme"),
    path("themes/<slug:key>/start/", theme_guides.start, name="start"),
    path("forms/<str:number>/", theme_forms.facts, name="form"),
    path("forms/<str:number>/materials/", theme_forms.materials, name="materials"),
]
