"""What 市农村产权交易中心 publishes about a draw, and how the proceeds of a disposal are told to those who receive them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.kinds import EXCHANGE
from miluo.valuation_disposal.models import Disposal, Distribution, Draw, Valuation
from miluo.valuation_disposal.regulation import REGULATION
from onewindow.papers import services as papers
from onewindow.papers.contents import Notice
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.papers.kinds import PaperKind
from onewindow.papers.render import printed
from onewindow.words.actor import Actor
from onewindow.words.money import capital_money, format_money
from onewindow.worktime.clock import day_of

KINDS = {
    "announcement": PaperKind(
        key="appraiser-draw-announcement",
        title="评估机构摇号公告",
        nature="摇公",
        template="notice",
        content=Notice,
        sources=("valuation-7", NUMBERING, LETTERS),
    ),
    "result": PaperKind(
        key="appraiser-draw-result",
        title="评估机构摇号结果公告",
        nature="摇果",
        template="notice",
        content=Notice,
        sources=("valuation-7", NUMBERING, LETTERS),
    ),
    "proceeds": PaperKind(
        key="disposal-proceeds",
        title="处置所得分配通知书",
        nature="处分",
        template="notice",
        content=Notice,
        sources=("valuation-14", NUMBERING, LETTERS),
    ),
}


def issue(kind: str, words: Mapping[str, Any], about: str, *, by: Actor, at: datetime) -> str:
    """The number of a paper of 农交中心 that was issued in the caller's transaction."""
    return papers.issue(kind=KINDS[kind], case=about, content=words, organisation=EXCHANGE, by=by, at=at).number


def announcement_words(draw: Draw, valuation: Valuation) -> dict[str, Any]:
    """Who is on the list, when what happens, which number counts; its digest fixes all of it."""
    said = draw.announcement
    number = said["number"]
    listed = "；".join(f"{place}．{each['name']}" for place, each in enumerate(said["candidates"], start=1))
    aside = "；".join(f"{each['name']}（{each['reason']}）" for each in said["excluded"]) or "没有"
    rows = (
        ("承诺截止", _hour(draw.commit_until)),
        ("揭示截止", _hour(draw.reveal_until)),
        ("公开号码", f"{number['source']}第{number['issue']}期，{_hour(draw.number_known_at)}产生"),
        ("回避的机构", aside),
        ("公告摘要", _in_eights(draw.digest)),
        ("公布网址", address_of(draw)),
    )
    told = (
        f"受{valuation.holder}委托，本中心就{valuation.right_title}（权证号{valuation.right}）的{draw.get_round_display()}公开摇号，确定评估机构。",
        f"候选名单：{listed}。",
        f"{'、'.join(PARTIES.values())}先提交口令的摘要，再揭示口令；公开号码在揭示截止以后产生，任何一方都不能左右结果。"
        "公告摘要为公告内容的国密摘要，公布以后不得改动。名单、承诺、口令和结果在下列网址公布，任何人可以离线复算。",
    )
    return _public(valuation, draw.announced_at, told, rows)


def result_words(draw: Draw, valuation: Valuation) -> dict[str, Any]:
    """Who was drawn, from which number and which seed."""
    assert draw.result and draw.drawn and draw.drawn_at  # it is drawn
    withheld = "、".join(PARTIES[each["party"]] for each in draw.result["parties"] if not each["secret"]) or "没有"
    rows = (
        ("抽中的评估机构", draw.drawn.name),
        ("统一社会信用代码", draw.drawn.uscc),
        ("公开号码", draw.result["public_number"]),
        ("未揭示口令的一方", withheld),
        ("随机种子", _in_eights(draw.result["seed"])),
        ("公告摘要", _in_eights(draw.digest)),
        ("公布网址", address_of(draw)),
    )
    told = (
        f"{draw.number}（{valuation.right_title}，权证号{valuation.right}）于{_hour(draw.drawn_at)}抽取完毕，抽中{draw.drawn.name}。",
        "摇号结果文件和离线核验工具已在下列网址公布，任何人可以下载核验。",
    )
    return _public(valuation, draw.drawn_at, told, rows)


def proceeds_words(disposal: Disposal, paid: Distribution, at: datetime) -> dict[str, Any]:
    """How the price of a disposal was paid out, in order."""
    lines = (
        ("处置所得", paid.gross_cny),
        ("一、处置费用", paid.costs_cny),
        ("二、偿还贷款利息", paid.interest_cny),
        ("三、偿还贷款本金", paid.principal_cny),
        ("四、返还抵（质）押人", paid.surplus_cny),
        ("仍未偿还的本息", paid.unpaid_cny),
    )
    rest = f"超出部分{_yuan(paid.surplus_cny)}（{capital_money(paid.surplus_cny)}）返还抵（质）押人。"
    left = f"所得不足清偿，仍有{_yuan(paid.unpaid_cny)}未偿还，由追偿处置方依法继续追偿。"
    none = "所得恰好清偿，没有剩余。"
    told = (
        f"抵押登记{disposal.mortgage}的{disposal.right_title}（权证号{disposal.right}）已经处置成交，所得款项按顺序分配如下。",
        rest if paid.surplus_cny else left if paid.unpaid_cny else none,
    )
    parties = f"{disposal.mortgagor}、{disposal.bank.name}"
    return _words(parties, "抵（质）押产权处置", at, "第十四条", told, tuple((label, _yuan(amount)) for label, amount in lines))


def address_of(draw: Draw) -> str:
    """Where a draw is published, as a paper prints it."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('valuation_disposal_public:draw', args=[draw.number])}"


def _public(valuation: Valuation, at: datetime, paragraphs: tuple[str, ...], rows: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    words = _words(f"{valuation.holder}、{valuation.bank.name}", "评估机构公开摇号", at, "第七条", paragraphs, rows)
    return {**words, "closing": "特此公告。"}


def _words(
    whom: str, item: str, at: datetime, article: str, paragraphs: tuple[str, ...], rows: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    return {
        "applicant": {"name": whom},
        "item": item,
        "applied_on": day_of(at),
        "basis": (f"{REGULATION.number}{article}",),
        "paragraphs": paragraphs,
        "particulars": [{"label": label, "value": value} for label, value in rows],
    }


def _hour(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{printed(local.date())}{local:%H:%M}"


def _yuan(amount: Any) -> str:
    return f"{format_money(amount)}元"


def _in_eights(digest: str) -> str:
    """A digest as people compare it, and as a line can break it."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
