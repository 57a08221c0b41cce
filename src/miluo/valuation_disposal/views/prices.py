"""参考价: the opinions of each year, their prices by kind and town, the files that came in, and the forms of a bureau."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import OBJECTS, UNIT_OF, UNITS
from miluo.valuation_disposal.models import PriceImport, PriceLine, PriceOpinion
from miluo.valuation_disposal.models.prices import DRAFT, PUBLISHED
from miluo.valuation_disposal.price_sheet import COLUMNS
from miluo.valuation_disposal.selectors.prices import missing_on
from miluo.valuation_disposal.services.prices import priced_by
from miluo.valuation_disposal.views.parts import amount, link, money, shown, upload
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.rules.sheets import template
from onewindow.web.acting import typed
from onewindow.web.download import attachment
from onewindow.web.marked import marked_name
from onewindow.web.parts import (
    AMBER,
    GREEN,
    RED,
    Acts,
    Cell,
    Form,
    Input,
    Page,
    Row,
    Table,
    code,
    options,
    paged,
    row,
    table,
    uploaded,
    whole,
)
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

CLAUSE = "valuation-8"
HEADER = ("年度", "权利类型", "对象", "镇", "低值", "参考价", "高值", "单位")


@permission("appraisal.read")
def prices(request: HttpRequest) -> HttpResponse:
    """The opinions and their prices; a bureau enters, imports and publishes its own here."""
    acts: Acts = {
        "enter": (services.enter_price, lambda: {**_year(request), **_line(request)}),
        "remove": (services.remove_price, lambda: {**_year(request), "line": whole(request, "line", "参考价")}),
        "import": (services.import_prices, lambda: {**_year(request), **dict(zip(("name", "content"), uploaded(request), strict=True))}),
        "publish": (services.publish_prices, lambda: {**_year(request), **typed(request, "document")}),
    }
    return shown(request, lambda: _page(request), acts, back="prices")


@permission("appraisal.price")
def prices_template(request: HttpRequest) -> HttpResponse:
    """The sheet of the own bureau: a row for each kind, object and town, with the prices last published."""
    by, on = actor_on(request), clock.today()
    titles = mortgages.kinds()
    before = PriceLine.objects.filter(opinion__bureau__key=by.organisation or "", opinion__state=PUBLISHED).order_by("opinion__year")
    known = {(each.right_kind, each.object, each.town): (each.low_cny, each.price_cny, each.high_cny) for each in before}
    rows = [
        [titles[kind], OBJECTS[of], town, UNITS[UNIT_OF[kind]], *map(str, known.get((kind, of, town), ()))]
        for kind, of in priced_by(by.organisation or "", on)
        for town in _towns()
    ]
    return attachment(template(COLUMNS, rows), MEDIA_TYPE, "价格评估参考意见模板.xlsx")


@permission("appraisal.price")
def price_file(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """A file that the own bureau imported as it came (``original``), or with its mistakes marked (``marked``)."""
    found = PriceImport.objects.filter(number=number, bureau__key=actor_on(request).organisation or "").first()
    digest = (found.marked if which == "marked" else found.digest) if found else ""
    if found is None or not digest:
        raise Refused("没有这个文件", code="unknown_file", field="file", status=404)
    name = marked_name(found.name) if which == "marked" else found.name
    return attachment(files.content_of(digest), MEDIA_TYPE, name)


def _year(request: HttpRequest) -> dict[str, int]:
    return {"year": whole(request, "year", "年度")}


def _line(request: HttpRequest) -> dict[str, Any]:
    """A price as the form says it: kind and object are one choice."""
    kind, _, of = request.POST.get("priced", "").partition("/")
    amounts = {name: money(request, name, CLAUSE) for name in ("low_cny", "price_cny", "high_cny")}
    return {"right_kind": kind, "object": of, **typed(request, "town"), **amounts}


def _page(request: HttpRequest) -> Page:
    by, today = actor_on(request), clock.today()
    opinions = PriceOpinion.objects.filter(_seen(by)).select_related("bureau")
    found = PriceLine.objects.filter(opinion__in=opinions).select_related("opinion__bureau")
    found = found.order_by("-opinion__year", "right_kind", "object", "town")
    asked = {
        "opinion__year": request.GET.get("year", ""),
        "right_kind": request.GET.get("kind", ""),
        "town": request.GET.get("town", ""),
    }
    rows, pager = paged(request, found.filter(**{name: value for name, value in asked.items() if value and _fits(name, value)}))
    years = [(str(year), f"{year}年") for year in dict.fromkeys(each.year for each in opinions)]
    return Page(
        "价格评估参考意见",
        (
            _opinions(list(opinions)),
            table("lines", "参考价", HEADER, [_row(each) for each in rows], "没有符合条件的参考价", pager=pager),
            *_imports(by),
        ),
        _forms(by, today) if by.may("appraisal.price") else (),
        warnings=_missing(today),
        intro="各行业部门每年12月31日以前公布一次；价值与参考价相差较大的提示核对，不影响办理。",
        clauses=(CLAUSE,),
        filters=(
            Input("year", "年度", options=years),
            Input("kind", "权利类型", options=options(mortgages.kinds())),
            Input("town", "镇", options=[(town, town) for town in _towns()]),
        ),
        links=(("参考价表格模板", reverse("valuation_disposal:prices_template")),) if by.may("appraisal.price") else (),
    )


def _fits(name: str, value: str) -> bool:
    return name != "opinion__year" or (value.isascii() and value.isdecimal() and len(value) == 4)


def _row(each: PriceLine) -> Row:
    published = each.opinion.state == PUBLISHED
    return row(
        f"{each.opinion.year}年" if published else Cell(f"{each.opinion.year}年（未公布）", tag=AMBER),
        mortgages.kinds()[each.right_kind],
        each.get_object_display(),
        code(each.town),
        amount(each.low_cny),
        amount(each.price_cny),
        amount(each.high_cny),
        code(each.get_unit_display()),
    )


def _opinions(found: list[PriceOpinion]) -> Table:
    rows = [
        row(
            f"{each.year}年",
            each.bureau.name,
            Cell(each.lines.count(), end=True),
            Cell(each.get_state_display(), tag=GREEN if each.state == PUBLISHED else AMBER),
            each.published_on,
            each.document,
        )
        for each in found
    ]
    return table("opinions", "各年度参考意见", ("年度", "部门", "项数", "状态", "公布日期", "文件"), rows, "还没有参考意见")


def _imports(by: Actor) -> tuple[Table, ...]:
    """The files that the own bureau imported; to others they say nothing."""
    if not by.may("appraisal.price"):
        return ()
    found = PriceImport.objects.filter(bureau__key=by.organisation or "")[:50]
    rows = [
        row(
            each.number,
            f"{each.year}年",
            _file(each, "original", each.name),
            Cell(each.rows, end=True),
            Cell(f"{each.wrong}行有误，没有导入", tag=RED) if each.wrong else Cell("已导入", tag=GREEN),
            _file(each, "marked", "下载错误说明") if each.marked else "",
        )
        for each in found
    ]
    return (
        table("imports", "导入的文件", ("编号", "年度", "文件", "行数", "结果", "错误说明"), rows, "还没有导入过文件", caption="最近50个"),
    )


def _file(each: PriceImport, which: str, words: str) -> Cell:
    return link(words, "price_file", each.number, which)


def _missing(today: date) -> tuple[str, ...]:
    late = list(missing_on(today))
    names = dict(Organisation.objects.filter(key__in={bureau for bureau, _ in late}).values_list("key", "name"))
    return tuple(f"{names.get(bureau, bureau)}还没有公布{year}年度的参考意见" for bureau, year in late)


def _towns() -> list[str]:
    return list(Organisation.objects.filter(kind=Organisation.Kind.TOWN, valid_until=None).values_list("short_name", flat=True))


def _seen(by: Actor) -> Q:
    """What is published, and of the own bureau what is not yet."""
    return Q(state=PUBLISHED) | Q(bureau__key=by.organisation or "") if by.may("appraisal.price") else Q(state=PUBLISHED)


def _forms(by: Actor, today: date) -> tuple[Form, ...]:
    own = [(f"{kind}/{of}", f"{mortgages.kinds()[kind]}（{OBJECTS[of]}）") for kind, of in priced_by(by.organisation or "", today)]
    year = Input("year", "年度", "whole", value=str(today.year), longest=4)
    enter = (
        year,
        Input("priced", "权利和对象", "choice", own),
        Input("town", "镇", "choice", [(town, town) for town in _towns()]),
        *(Input(name, label, "money") for name, label in (("low_cny", "低值"), ("price_cny", "参考价"), ("high_cny", "高值"))),
    )
    sheet = (year, upload("参考价表格", "按模板填写的Excel表格，每种权利、每个镇一行；没有价格的行不必删去"))
    publish = (year, Input("document", "公布的文件", help="文件名称和文号", longest=120))
    drafted = PriceLine.objects.filter(opinion__bureau__key=by.organisation or "", opinion__state=DRAFT).select_related("opinion")
    lines = [(str(each.pk), f"{each.opinion.year}年　{each.town}　{mortgages.kinds()[each.right_kind]}") for each in drafted]
    remove = Form("remove", "删去一项未公布的参考价", (year, Input("line", "参考价", "choice", lines)), "删去", CLAUSE, danger=True)
    units = "、".join(dict.fromkeys(f"{UNITS[UNIT_OF[kind]]}" for kind, _ in priced_by(by.organisation or "", today)))
    return (
        Form("enter", "录入一项参考价", enter, "录入", CLAUSE, f"单位：{units}。同一权利、对象、镇再次录入的，替换原来的一项。"),
        Form(
            "import",
            "导入参考价表格",
            sheet,
            "导入",
            CLAUSE,
            "有一处错误整份不导入，退回标注错误的文件；导入替换该年度未公布的全部参考价。",
        ),
        *((remove,) if lines else ()),
        Form("publish", "公布参考意见", publish, "公布", CLAUSE, "每年公布一次，公布以后不再改动。"),
    )
