"""事项目录: every item in force, its guide on the page and on paper, its forms, its versions, and what was reduced."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onewindow.accounts.access import public
from onewindow.items import reductions as four
from onewindow.items.content import in_sections
from onewindow.items.difference import between
from onewindow.items.elements import read, told
from onewindow.items.forms_docx import MEDIA_TYPE, form_file
from onewindow.items.models import ItemVersion, State
from onewindow.items.printed_guide import pdf_of
from onewindow.items.selectors import before, content_of, history, item, version_required
from onewindow.items.services.attaching import file_named
from onewindow.papers import files
from onewindow.papers.render import qr
from onewindow.portal.items import catalogue, guide_in, reductions_chart
from onewindow.web.context import county
from onewindow.web.download import PDF, attachment
from onewindow.words.refused import Refused
from onewindow.worktime import clock

_HALL = (("portal:hall", "大厅取号"), ("portal:appointments", "预约"))
_NOT_SHOWN = {"key", "organisation", "procedure", "themes", "zone", "unconfirmed", "unconfirmed_note", "yellow_days", "yellow_share"}


@public
def items(request: HttpRequest) -> HttpResponse:
    """The catalogue, narrowed as asked."""
    return render(request, "portal/items.html", {"catalogue": catalogue(request.GET.dict(), clock.today())})


@public
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """The guide from the version in force today. Raises Refused (404) for an item that nothing holds of."""
    found = version_required(key, clock.today())
    context = {
        "guide": guide_in(found, request.GET.get("scenario", "")),
        "version": found,
        "versions": history(found.item).filter(state=State.PUBLISHED).count(),
        "sections": _every_element(found),
        "start_key": content_of(found).procedure or key,
        "hall_links": _HALL,
        "phone_code": qr(f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('portal:item', args=[key])}", scales=True),
    }
    return render(request, "portal/item.html", context)


@public
def guide_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same guide as a PDF."""
    found = version_required(key, clock.today())
    shown = guide_in(found, request.GET.get("scenario", ""))
    content = pdf_of(shown, county=county().name, path=reverse("portal:item", args=[key]))
    return attachment(content, PDF, f"{found.title}办事指南（第{found.number}版）.pdf")


@public
def form(request: HttpRequest, key: str, material: str, which: str) -> HttpResponse:
    """The blank form or the sample text of a material. Raises Refused (404) where there is none."""
    found = version_required(key, clock.today())
    content = content_of(found)
    wanted = next((each for each in content.materials if each.key == material), None)
    text = "" if wanted is None else wanted.sample if which == "sample" else wanted.blank_form
    if wanted is None or not text:
        raise Refused("没有这份表格或者样本", code="unknown_form", field="material", status=404)
    title = f"{wanted.title}（{'示范文本' if which == 'sample' else '空白表格'}）"
    if named := file_named(text):
        return attachment(files.content_of(named[0]), "application/octet-stream", named[1])
    return attachment(form_file(content, wanted, sample=which == "sample"), MEDIA_TYPE, f"{title}.docx")


@public
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The published versions of an item, and what each changed."""
    found = item(key)
    published = [each for each in history(found) if each.state == State.PUBLISHED]
    rows = [(each, _changes(each)) for each in published]
    if not rows:
        raise Refused("这个事项还没有发布", code="no_version_in_force", field="item", status=404)
    return render(request, "portal/item_versions.html", {"item": found, "rows": rows, "title": published[0].title})


@public
def reductions(request: HttpRequest) -> HttpResponse:
    """四减: before and after, item by item, from the versions themselves."""
    found = four.reductions_on(clock.today())
    changed = [each for each in found if any(one.by for one in each.four)]
    context = {
        "rows": changed,
        "all": found,
        "totals": four.totals(found),
        "chart": reductions_chart(found),
        "grew": [each for each in found if each.grew],
    }
    return render(request, "portal/item_reductions.html", context)


def _changes(shown: ItemVersion) -> list[object]:
    earlier = before(shown)
    return list(between(content_of(earlier), content_of(shown))) if earlier else []


def _every_element(found: ItemVersion) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every stated element by section, so that nothing of the list is left out of the guide; entries have their place above."""
    content = content_of(found)
    rows = [
        (title, [(each.title, told(each, read(content, each.name))) for each in elements if each.name not in _NOT_SHOWN and not each.parts])
        for _, title, elements in in_sections()
    ]
    return [(title, [pair for pair in pairs if pair[1]]) for title, pairs in rows]
