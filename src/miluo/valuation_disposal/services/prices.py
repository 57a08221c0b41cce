"""价格评估参考意见: a bureau's file of prices, taken whole or returned with its mistakes; published once a year (valuation-8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import OBJECTS, PRICED_BY, UNIT_OF, UNITS
from miluo.valuation_disposal.models import PriceImport, PriceLine, PriceOpinion
from miluo.valuation_disposal.models.prices import DRAFT, PUBLISHED
from miluo.valuation_disposal.price_sheet import COLUMNS
from miluo.valuation_disposal.services.opening import words
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import sheets
from onewindow.rules.sheets import SheetRow
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

PRICES = "valuation-8"


@door
def import_prices(*, year: int, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """导入参考价 of the own bureau for a year. One mistake and nothing is taken: the file comes back with every mistake marked.

    Raises Refused for a bureau that publishes no prices, and for a year whose opinion is published.
    """
    bureau = _bureau(by, at)
    opinion = _draft(bureau, year, by)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("xlsx",)))
    sheet = sheets.read(content, COLUMNS, unique=("right_kind", "object", "town"))
    lines, wrong = _read(sheet, bureau.key, at)
    marked = files.keep(sheets.marked(content, wrong, COLUMNS)).digest if wrong else ""
    row = PriceImport.objects.create(
        number=next_number("price-imports", at=at, pattern="JG{year}-{serial:04d}"),
        bureau=bureau,
        year=year,
        name=file_name(name),
        digest=kept.digest,
        marked=marked,
        rows=len(lines) + len(wrong),
        wrong=len(wrong),
        at=at,
        by=by.id,
    )
    told = {"year": year, "sha256": kept.digest, "rows": row.rows, "wrong": row.wrong, "import": row.number}
    if wrong:
        record(subject=opinion.subject, kind="price-opinion.file-returned", by=by, at=at, body=told)
        return Answer(
            row.number, "returned", f"{len(wrong)}行有误，没有导入；请下载{row.number}的错误说明，改正后重新导入", attachment=marked
        )
    if not lines:
        raise Refused("文件中没有参考价", code="no_rows", field="file", clause=PRICES, expected="每种权利、每个镇一行")
    opinion.lines.all().delete()
    PriceLine.objects.bulk_create(PriceLine(opinion=opinion, **values) for values in lines)
    record(subject=opinion.subject, kind="price-opinion.imported", by=by, at=at, to=DRAFT, body=told)
    return Answer(row.number, "taken", f"已导入{year}年度{len(lines)}项参考价，核对后公布")


@door
def enter_price(
    *,
    year: int,
    right_kind: str,
    object: str,
    town: str,
    low_cny: Decimal,
    price_cny: Decimal,
    high_cny: Decimal,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """录入一项参考价 of the own bureau, new or in the place of the one before, until the opinion is published."""
    bureau = _bureau(by, at)
    opinion = _draft(bureau, year, by)
    if problems := _problems(right_kind, object, town, (low_cny, price_cny, high_cny), bureau.key, at):
        raise Refused.of(problems)
    prices = {"low_cny": low_cny, "price_cny": price_cny, "high_cny": high_cny, "unit": UNIT_OF[right_kind]}
    of = {"right_kind": right_kind, "object": object, "town": town}
    PriceLine.objects.update_or_create(defaults=prices, opinion=opinion, right_kind=right_kind, object=object, town=town)
    record(subject=opinion.subject, kind="price-opinion.entered", by=by, at=at, to=DRAFT, body={**of, **prices})
    return Answer(opinion.subject, DRAFT, f"已录入{year}年度{town}的参考价，核对后公布")


@door
def remove_price(*, year: int, line: int, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """删去一项参考价 that was entered or imported, until the opinion is published."""
    opinion = _draft(_bureau(by, at), year, by)
    found = opinion.lines.filter(pk=line).first()
    if found is None:
        raise Refused("没有这项参考价", code="unknown_line", field="line", clause=PRICES, expected="本单位未公布的参考价", status=404)
    told = {"right_kind": found.right_kind, "object": found.object, "town": found.town, "price_cny": found.price_cny}
    found.delete()
    record(subject=opinion.subject, kind="price-opinion.removed", by=by, at=at, to=DRAFT, body=told)
    return Answer(opinion.subject, DRAFT, f"已删去{year}年度{told['town']}的一项参考价")


@door
def publish_prices(*, year: int, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """公布参考意见 of the own bureau for a year, once. Raises Refused without a single price."""
    bureau = _bureau(by, at)
    opinion = _draft(bureau, year, by)
    count = opinion.lines.count()
    if not count:
        raise Refused(f"{year}年度还没有参考价", code="no_rows", field="year", clause=PRICES, expected="先导入参考价", status=409)
    opinion.state, opinion.published_on = PUBLISHED, day_of(at)
    opinion.document = words(document, "公布的文件", "document", PRICES, 120)
    opinion.save(update_fields=["state", "published_on", "document"])
    told = {"year": year, "lines": count, "document": opinion.document}
    record(subject=opinion.subject, kind="price-opinion.published", by=by, at=at, from_=DRAFT, to=PUBLISHED, body=told)
    return Answer(opinion.subject, PUBLISHED, f"已公布{year}年度价格评估参考意见，共{count}项")


def priced_by(bureau: str, on: Any) -> tuple[tuple[str, str], ...]:
    """The (kind of right, object) whose prices a bureau publishes (reading price_bureaus)."""
    if reading("price_bureaus", on) == "agriculture":
        return tuple(pair for pairs in PRICED_BY.values() for pair in pairs) if bureau == "agriculture-rural" else ()
    return PRICED_BY.get(bureau, ())


def _bureau(by: Actor, at: datetime) -> Organisation:
    require(by, "appraisal.price")
    if not priced_by(by.organisation or "", day_of(at)):
        raise Refused(
            "本单位不公布农村产权价格评估参考意见",
            code="no_price_bureau",
            field="by",
            clause=PRICES,
            expected="市农业农村局、市自然资源局、市林业局、市住房和城乡建设局",
            status=403,
        )
    return Organisation.objects.get(key=by.organisation)


def _draft(bureau: Organisation, year: int, by: Actor) -> PriceOpinion:
    if not 2023 <= year <= 2100:
        raise Refused(f"{year}不是可以公布的年度", code="wrong_year", field="year", clause=PRICES, expected="2023年以后的年度")
    opinion, _ = PriceOpinion.objects.select_for_update(of=("self",)).get_or_create(
        bureau=bureau, year=year, defaults={"entered_by": by.id, "document": ""}
    )
    if opinion.state == PUBLISHED:
        raise Refused(
            f"{year}年度的参考意见已经公布",
            code="published_before",
            field="year",
            clause=PRICES,
            expected="每年公布一次，下一年度再公布",
            status=409,
        )
    return opinion


def _read(sheet: sheets.Sheet, bureau: str, at: datetime) -> tuple[list[dict[str, Any]], dict[int, tuple[Problem, ...]]]:
    skipped = {row.number for row in sheet.rows if _is_unpriced(row)}
    wrong, lines = {number: problems for number, problems in sheet.wrong.items() if number not in skipped}, []
    for line in sheet.good:
        values, problems = _line(line, bureau, at)
        if problems:
            wrong[line.number] = tuple(problems)
        else:
            lines.append(values)
    return lines, wrong


def _is_unpriced(row: SheetRow) -> bool:
    """Whether no price was filled in: the sheet has a row for every town, and a bureau need not price them all."""
    return {problem.field for problem in row.problems if problem.code == "required"} >= {"low_cny", "price_cny", "high_cny"}


def _line(line: SheetRow, bureau: str, at: datetime) -> tuple[dict[str, Any], list[Problem]]:
    """What a row says, and what is wrong with it; a row that passes fits the register."""
    said: Mapping[str, Any] = line.values
    kinds = {title: key for key, title in mortgages.kinds().items()}
    kind, of = kinds.get(said["right_kind"], ""), {title: key for key, title in OBJECTS.items()}.get(said["object"], "")
    low, price, high = (said[name] for name in ("low_cny", "price_cny", "high_cny"))
    problems = _problems(kind, of, said["town"], (low, price, high), bureau, at)
    unit = "" if not kind else UNITS[UNIT_OF.get(kind, "mu")]
    if unit and said["unit"] != unit:
        problems.append(Problem(f"单位“{said['unit']}”不对", "wrong_unit", "unit", PRICES, unit))
    prices = {"low_cny": low, "price_cny": price, "high_cny": high}
    return {"right_kind": kind, "object": of, "town": said["town"], "unit": UNIT_OF.get(kind, "mu"), **prices}, problems


def _problems(kind: str, of: str, town: str, prices: tuple[Decimal, Decimal, Decimal], bureau: str, at: datetime) -> list[Problem]:
    """What is wrong with a price of a bureau: of another's kind, of no town, out of order."""
    problems = []
    own = priced_by(bureau, day_of(at))
    if (kind, of) not in own:
        every = "、".join(f"{mortgages.kinds()[each]}的{OBJECTS[what]}" for each, what in own)
        problems.append(Problem("不是本单位公布的权利和对象", "not_own_kind", "right_kind", PRICES, every))
    if not Organisation.objects.filter(kind=Organisation.Kind.TOWN, short_name=town, valid_until=None).exists():
        problems.append(Problem(f"本市没有“{town}”", "unknown_town", "town", PRICES, "镇的名称，如 归义镇"))
    low, price, high = prices
    if not Decimal(0) < low <= price <= high:
        problems.append(
            Problem("低值、参考价、高值的大小顺序不对", "wrong_order", "price_cny", PRICES, "低值不高于参考价，参考价不高于高值，都大于零")
        )
    return problems
