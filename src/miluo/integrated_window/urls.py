"""The staff pages of the integrated window, under /desk/integrated-window/."""

from django.urls import path

from miluo.integrated_window.views import files, items, letters, lists, oversight, people, registers

app_name = "integrated_window"
urlpatterns = [
    path("", items.front, name="overview"),
    path("items/", items.items, name="items"),
    path("items/<slug:key>/", items.item, name="item"),
    path("positive/", lists.positive, name="positive"),
    path("positive.xlsx", files.positive, name="positive_workbook"),
    path("online/", lists.online, name="online"),
    path("online.xlsx", files.online, name="online_workbook"),
    path("negative/", lists.negative, name="negative"),
    path("negative.xlsx", files.negative, name="negative_workbook"),
    path("negative/<int:line>/statement/", files.statement, name="statement"),
    path("imports/<str:number>/", files.list_import, name="list_import"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<str:number>/", letters.letter, name="letter"),
    path("letters/<str:number>/paper/", letters.paper, name="letter_paper"),
    path("letters/<str:number>/scan/", letters.scan, name="letter_scan"),
    path("people/", people.people, name="people"),
    path("training/", registers.training, name="training"),
    path("themes/", registers.theme_list, name="themes"),
    path("themes/<slug:key>/", registers.one_theme, name="theme"),
    path("registers/", registers.front, name="registers"),
    path("registers/<slug:name>/", registers.one, name="register"),
    path("registers/<slug:name>.xlsx", files.plain, name="register_workbook"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("sanctions/<str:number>/", oversight.sanction, name="sanction"),
    path("assessment/", registers.assessment, name="assessment"),
]
