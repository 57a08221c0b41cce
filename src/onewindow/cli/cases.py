"""``onewindow cases …``: a whole case by command line, each command one door, done as the account named by ``--as``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from onewindow.cases import selectors, services
from onewindow.cases.selectors import CaseRow, CaseView
from onewindow.cases.services import Answer
from onewindow.cli import case_verbs
from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.words.exact_json import loaded
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

cases = typer.Typer(help="办件：填报、提交、受理、审核、决定、送达、评价。", no_args_is_help=True)
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="办件编号，如 2023-000001")]
Key = Annotated[str | None, typer.Option("--key", help="幂等键：同一请求重复发送得到同一答复")]
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
Reason = Annotated[str, typer.Option("--reason", help="理由")]
FactsFile = Annotated[str, typer.Option("--facts", metavar="FILE", help="JSON文件（- 为标准输入）：事实名到值")]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    case_verbs.register(cases)
    app.add_typer(cases, name="cases")


@cases.command("procedures")
def procedures(as_json: AsJson = False) -> None:
    """列出可以办理的事项。"""
    rows = [
        {
            "procedure": service.procedure.key,
            "title": service.procedure.title,
            "document": service.procedure.document.number,
            "validity": service.validity.value,
            "facts": list(service.procedure.ask),
            "materials": [{"key": each.key, "title": each.title, "required": each.required} for each in service.procedure.materials],
        }
        for service in selectors.services(today())
    ]
    show(rows, as_json, _print_procedures)


@cases.command("draft")
def draft(
    procedure: Annotated[str, typer.Argument(metavar="PROCEDURE", help="事项代号，或已有草稿的编号")],
    facts: FactsFile = "",
    user: As = "",
    uscc: Annotated[str | None, typer.Option("--uscc", help="统一社会信用代码；不填为授权的第一家企业")] = None,
    contact: Annotated[str | None, typer.Option("--contact", help="联系人姓名")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="联系人的手机或者座机")] = None,
    as_json: AsJson = False,
) -> None:
    """填写申请表（保存为草稿；填错的也保存，提交时一并指出）。"""
    by, at = acting(user), now()
    known = {service.procedure.key for service in selectors.services(today())}
    key = services.start_draft(procedure_key=procedure, by=by, at=at).number if procedure in known else procedure
    services.save_draft(draft=key, facts=read_facts(facts), uscc=uscc, contact_name=contact, contact_phone=phone, by=by, at=at)
    view = selectors.draft_of(key, by, today())
    data = {
        "draft": key,
        "problems": [asdict(problem) for problem in view.problems],
        "awards": [asdict(line) for line in view.awards],
        "payable_cny": view.payable,
    }
    show(data, as_json, _print_draft)


@cases.command("attach")
def attach(
    target: Annotated[str, typer.Argument(metavar="DRAFT|NUMBER", help="草稿编号或办件编号")],
    material: Annotated[str, typer.Argument(metavar="MATERIAL", help="材料代号，如 customs")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要上传的文件")],
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """上传一份材料。"""
    if not file.is_file():
        raise Refused(f"没有文件“{file}”", code="no_file", field="file")
    where: dict[str, str] = {"number": target} if "-" in target else {"draft": target}
    answer = services.attach(material=material, name=file.name, content=file.read_bytes(), by=acting(user), at=now(), key=key, **where)
    say(answer, as_json)


@cases.command("submit")
def submit(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="草稿编号")], user: As = "", key: Key = None, as_json: AsJson = False
) -> None:
    """提交申请，取得办件编号和收件凭证。"""
    say(services.hand_in(draft=draft, by=acting(user), at=now(), key=key), as_json)


@cases.command("accept")
def accept(
    number: Number,
    check: Annotated[list[str] | None, typer.Option("--check", help="材料=结果（ok、corrected、spared:证照编号），可多次")] = None,
    defer: Annotated[list[str] | None, typer.Option("--defer", help="容缺受理的材料，可多次")] = None,
    promise: Annotated[list[str] | None, typer.Option("--promise", help="以告知承诺代替的材料，可多次")] = None,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """受理。"""
    said: dict[str, Any] = {"checks": case_verbs.checks_of(check or []), "deferred": defer or [], "promised": promise or []}
    say(services.accept(number=number, **said, by=acting(user), at=now(), key=key), as_json)


@cases.command("ask-correction")
def ask_correction(
    number: Number,
    item: Annotated[list[str], typer.Option("--item", help="fact:名称=理由 或 material:代号=理由，可多次")],
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """一次性告知需要补正的全部内容。"""
    items = [_item(text) for text in item]
    say(services.ask_correction(number=number, items=items, by=acting(user), at=now(), key=key), as_json)


@cases.command("correct")
def correct(number: Number, facts: FactsFile = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """补正（材料先用 attach 上传）。"""
    say(services.correct(number=number, facts=read_facts(facts), by=acting(user), at=now(), key=key), as_json)


@cases.command("refuse")
def refuse(
    number: Number,
    reason: Reason = "",
    where: Annotated[str, typer.Option("--where", help="应向谁申请")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """不予受理。"""
    say(services.refuse_acceptance(number=number, reason=reason, where_to_go=where, by=acting(user), at=now(), key=key), as_json)


@cases.command("take")
def take(number: Number, user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """从队列领取。"""
    say(services.take(number=number, by=acting(user), at=now(), key=key), as_json)


@cases.command("return")
def return_to_clerk(number: Number, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """退回窗口。"""
    say(services.return_to_clerk(number=number, reason=reason, by=acting(user), at=now(), key=key), as_json)


@cases.command("forward")
def forward(number: Number, user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """窗口处理后再次转交审核。"""
    say(services.forward(number=number, by=acting(user), at=now(), key=key), as_json)


@cases.command("correct-fact")
def correct_fact(
    number: Number,
    fact: Annotated[str, typer.Argument(metavar="FACT")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    attachment: Annotated[str, typer.Option("--evidence", help="作为证据的附件编号")] = "",
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """审核人员依据证据更正一项事实，重新核算。"""
    by = acting(user)
    say(
        services.correct_fact(number=number, fact=fact, value=value, reason=reason, attachment=attachment, by=by, at=now(), key=key),
        as_json,
    )


@cases.command("decide")
def decide(
    number: Number,
    amount: Annotated[list[str] | None, typer.Option("--amount", help="奖励=金额，可多次；不填按核算金额，只有上限的须填")] = None,
    no: Annotated[list[str] | None, typer.Option("--no", help="奖励=不予批准的理由，可多次")] = None,
    because: Annotated[list[str] | None, typer.Option("--because", help="奖补=低于上限核定的理由，可多次")] = None,
    approve: Annotated[bool | None, typer.Option("--approve/--deny", help="申请核准的事项：是否予以核准")] = None,
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """作出决定。"""
    said: dict[str, Any] = {"amounts": _pairs(amount or [], "amount"), "refused": _pairs(no or [], "no"), "approve": approve}
    said["reasons"] = _pairs(because or [], "because")
    say(services.decide(number=number, **said, reason=reason, by=acting(user), at=now(), key=key), as_json)


@cases.command("issue")
def issue(
    number: Number,
    channel: Annotated[str, typer.Option("--channel", help="window 窗口领取，download 网上下载")] = "window",
    identity_checked: Annotated[bool, typer.Option("--identity-checked", help="窗口领取：已核对领取人身份证件和授权")] = False,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """送达决定书。"""
    answer = services.issue(number=number, channel=channel, identity_checked=identity_checked, by=acting(user), at=now(), key=key)
    say(answer, as_json)


@cases.command("rate")
def rate(
    number: Number,
    level: Annotated[int, typer.Argument(metavar="1-5", help="5 非常满意 … 1 非常不满意")],
    comment: Annotated[str, typer.Option("--comment", help="意见")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """评价。"""
    say(services.rate(number=number, level=level, comment=comment, by=acting(user), at=now(), key=key), as_json)


@cases.command("withdraw")
def withdraw(number: Number, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """撤回申请。"""
    say(services.withdraw(number=number, reason=reason, by=acting(user), at=now(), key=key), as_json)


@cases.command("show")
def show_case(number: Number, user: As = "", as_json: AsJson = False) -> None:
    """查看办件：状态、期限、核算、文书、经过。"""
    view = selectors.case_of(number, acting(user), today())
    show(_case_json(view), as_json, lambda _: _print_case(view))


@cases.command("queue")
def queue(user: As = "", as_json: AsJson = False) -> None:
    """本单位待办的办件，先到期的在前。"""
    rows, cursor = [], ""
    while True:
        page = selectors.queue(acting(user), today(), cursor=cursor)
        rows += page.rows
        if not (cursor := page.following):
            break
    show([_row_json(row) for row in rows], as_json, lambda _: _print_rows(rows))


def read_facts(file: str) -> dict[str, Any]:
    """The facts in a JSON file, or on standard input (“-”); none for an empty name. Raises Refused."""
    if not file:
        return {}
    try:
        facts = loaded(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes(), field="facts")
    except OSError:
        raise Refused(f"没有文件“{file}”", code="no_file", field="facts") from None
    if not isinstance(facts, dict):
        raise Refused("事实应为一个JSON对象", code="not_an_object", field="facts", expected='{"year": 2023, …}')
    return facts


def _item(text: str) -> dict[str, str]:
    what, _, reason = text.partition("=")
    kind, _, key = what.partition(":")
    return {"kind": kind, "key": key, "reason": reason}


def _pairs(texts: list[str], field: str) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise Refused(f"“{text}”缺少等号", code="usage", field=field, expected="奖励=值，如 first_trade_award_cny=20000")
    return {name: value for name, _, value in (text.partition("=") for text in texts)}


def say(answer: Answer, as_json: bool) -> None:
    """The answer of a door: one JSON document, or a line."""
    show(asdict(answer), as_json, lambda said: console.print(f"{said['number']}　{said['message']}　{said['paper']}".rstrip()))


def _row_json(row: CaseRow) -> dict[str, Any]:
    return asdict(row) | {"countdown": _countdown_json(row)}


def _countdown_json(row: CaseRow) -> dict[str, Any] | None:
    if row.countdown is None:
        return None
    return asdict(row.countdown) | {"source": str(row.countdown.source)}


def _case_json(view: CaseView) -> dict[str, Any]:
    return {
        **_row_json(view.row),
        "facts": {fact.name: fact.value for fact in view.facts},
        "materials": {each.key: [asdict(file) for file in each.files] for each in view.materials},
        "awards": [asdict(line) for line in view.awards],
        "payable_cny": view.payable,
        "counted": [day.as_json() for day in view.counted],
        "papers": [asdict(paper) for paper in view.papers],
        "timeline": [asdict(line) for line in view.timeline],
        "correction": asdict(view.correction) if view.correction else None,
        "decision": asdict(view.decision) if view.decision else None,
        "acts": sorted(view.acts),
    }


def _print_procedures(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        console.print(f"[bold]{row['procedure']}[/]　{row['title']}　{row['document']}")


def _print_draft(data: dict[str, Any]) -> None:
    console.print(f"草稿 [bold]{data['draft']}[/]")
    for problem in data["problems"]:
        console.print(f"  须改正（{problem['field']}）：{problem['message']}", markup=False)
    for line in data["awards"]:
        console.print(f"  {line['title']}：{line['payable']:,.2f}元　{line['note']}", markup=False)


def _print_rows(rows: list[CaseRow]) -> None:
    table = Table("编号", "事项", "企业", "环节", "灯", "剩余", "届满", "承办")
    for row in rows:
        clock = row.countdown
        left = "" if clock is None or clock.days_left is None else str(clock.days_left)
        table.add_row(
            row.number,
            row.title,
            row.enterprise_name,
            row.step_title,
            clock.light.label if clock else "",
            left,
            str((clock and clock.due) or ""),
            row.holder,
        )
    console.print(table)


def _print_case(view: CaseView) -> None:
    row = view.row
    console.print(f"[bold]{row.number}[/]　{row.title}　{row.enterprise_name}　[bold]{row.state_title}[/]")
    if row.countdown:
        console.print(
            f"{row.step_title}时限{row.countdown.limit}，届满{row.countdown.due or '待定'}（{row.countdown.light.label}）", markup=False
        )
    for award in view.awards:
        words = ("上限", "最多可付") if award.ceiling else ("核算", "应付")
        console.print(f"  {award.title}：{words[0]}{award.computed}，{words[1]}{award.payable}　{award.note}", markup=False)
    for line in view.timeline:
        console.print(f"  {line.at:%Y-%m-%d %H:%M}　{line.who}：{line.text}　{line.paper}", markup=False)
