"""``onewindow cases …``: what an office does to a running case, each command one door, done as the account named by ``--as``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.accounts.selectors import delegations_of, key_of_login, user_of
from onewindow.cases import selectors, services
from onewindow.cases.services import Answer
from onewindow.cli.acting import As, acting
from onewindow.cli.output import console, show
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="办件编号，如 2023-000001")]
Key = Annotated[str | None, typer.Option("--key", help="幂等键：同一请求重复发送得到同一答复")]
AsJson = Annotated[bool, typer.Option("--json", help="输出一个JSON文档")]
Reason = Annotated[str, typer.Option("--reason", help="理由")]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="特别程序，如 hearing 听证、survey 现场踏勘")]
Consultation = Annotated[int, typer.Argument(metavar="CONSULTATION", help="征求意见或者加签的编号")]


def register(cases: typer.Typer) -> None:
    """Add these commands to ``onewindow cases``."""
    for name, command in _COMMANDS.items():
        cases.command(name)(command)


def checks_of(texts: list[str]) -> list[dict[str, str]] | None:
    """The lines of a check as typed: ``材料=结果`` or ``材料=结果:说明``; None where none was typed."""
    if not texts:
        return None
    lines = []
    for text in texts:
        material, equals, rest = text.partition("=")
        if not equals:
            raise Refused(f"“{text}”缺少等号", code="usage", field="check", expected="材料代号=结果，如 premises=ok")
        outcome, _, note = rest.partition(":")
        lines.append({"material": material, "outcome": outcome, "note": note})
    return lines


def correct_at_window(
    number: Number,
    fact: Annotated[list[str], typer.Option("--fact", help="事实=值，可多次")],
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """当场更正申请表中的内容。"""
    facts = {name: value for name, _, value in (text.partition("=") for text in fact)}
    _say(services.correct_at_window(number=number, facts=facts, **_door(user, key)), as_json)


def decide_at_window(
    number: Number,
    approve: Annotated[bool, typer.Option("--approve/--deny", help="是否予以核准")] = True,
    document: Annotated[str, typer.Option("--document", help="窗口印制的证照编号")] = "",
    check: Annotated[list[str] | None, typer.Option("--check", help="材料=结果，可多次")] = None,
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """即办件当场办结；未授权的按承诺件推送。"""
    said: dict[str, Any] = {"approve": approve, "document_number": document, "reason": reason, "checks": checks_of(check or [])}
    _say(services.decide_at_window(number=number, **said, **_door(user, key)), as_json)


def settle_undertaking(
    number: Number,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="deferred 容缺，promised 告知承诺")],
    kept: Annotated[bool, typer.Option("--kept/--broken", help="已补齐、属实，或者相反")] = True,
    note: Annotated[str, typer.Option("--note", help="核验情况")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """核验容缺的材料或者告知承诺。"""
    _say(services.settle_undertaking(number=number, kind=kind, kept=kept, note=note, **_door(user, key)), as_json)


def pass_prereview(number: Number, user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """预审通过。"""
    _say(services.pass_prereview(number=number, **_door(user, key)), as_json)


def ask_in_review(
    number: Number,
    item: Annotated[list[str], typer.Option("--item", help="fact:名称=理由 或 material:代号=理由，可多次")],
    completeness: Annotated[bool, typer.Option("--completeness", help="属于受理时应当发现的形式问题")] = False,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """审核环节一次性告知需要补正的全部内容。"""
    fault = {"fault": "completeness"} if completeness else {}
    items = [{**_item(text), **fault} for text in item]
    _say(services.ask_correction_in_review(number=number, items=items, **_door(user, key)), as_json)


def return_to_prereview(number: Number, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """退回预审。"""
    _say(services.return_to_prereview(number=number, reason=reason, **_door(user, key)), as_json)


def take_back(number: Number, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """撤回已转出、下一环节尚未领取的办理。"""
    _say(services.take_back(number=number, reason=reason, **_door(user, key)), as_json)


def transfer(
    number: Number,
    person: Annotated[str, typer.Option("--to", metavar="USER", help="同事的登录名")] = "",
    organisation: Annotated[str, typer.Option("--body", help="另一个单位的代号")] = "",
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """转办给同事或者另一个单位。"""
    to = _account(person) if person else ""
    _say(services.transfer(number=number, person=to, organisation=organisation, reason=reason, **_door(user, key)), as_json)


def hand_over_tasks(
    person: Annotated[str, typer.Argument(metavar="USER", help="移交人的登录名")],
    to: Annotated[str, typer.Option("--to", metavar="USER", help="接收人的登录名")],
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """移交一名人员的全部待办。"""
    _say(services.hand_over_tasks(person=_account(person), to=_account(to), reason=reason, **_door(user, key)), as_json)


def urge(number: Number, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """催办。"""
    _say(services.urge(number=number, reason=reason, **_door(user, key)), as_json)


def begin_special(
    number: Number,
    kind: Kind,
    days: Annotated[int | None, typer.Option("--days", help="预计工作日；不填按事项规定")] = None,
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """启动特别程序。"""
    _say(services.begin_special(number=number, kind=kind, days=days, reason=reason, **_door(user, key)), as_json)


def end_special(
    number: Number,
    kind: Kind,
    result: Annotated[str, typer.Option("--result", help="结果")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """结束特别程序。"""
    _say(services.end_special(number=number, kind=kind, result=result, **_door(user, key)), as_json)


def prolong(
    number: Number,
    days: Annotated[int, typer.Argument(metavar="DAYS", help="延长的天数")],
    reason: Reason = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """延长办理期限（一次）。"""
    _say(services.prolong(number=number, days=days, reason=reason, **_door(user, key)), as_json)


def consult(
    number: Number,
    body: Annotated[list[str], typer.Option("--body", help="单位的代号，可多次")],
    question: Annotated[str, typer.Option("--question", help="征求意见的内容")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """征求其他单位的意见。"""
    _say(services.consult(number=number, organisations=body, question=question, **_door(user, key)), as_json)


def cosign(
    number: Number,
    person: Annotated[str, typer.Argument(metavar="USER", help="加签人的登录名")],
    question: Annotated[str, typer.Option("--question", help="请其审看的内容")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """请同事加签。"""
    _say(services.cosign(number=number, person=_account(person), question=question, **_door(user, key)), as_json)


def answer(
    number: Number,
    consultation: Consultation,
    agrees: Annotated[bool, typer.Option("--agree/--disagree", help="是否同意")] = True,
    opinion: Annotated[str, typer.Option("--opinion", help="意见")] = "",
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """答复征求的意见或者加签。"""
    said: dict[str, Any] = {"consultation": consultation, "agrees": agrees, "opinion": opinion}
    _say(services.answer_consultation(number=number, **said, **_door(user, key)), as_json)


def withdraw_question(
    number: Number, consultation: Consultation, reason: Reason = "", user: As = "", key: Key = None, as_json: AsJson = False
) -> None:
    """撤回征求意见或者加签。"""
    _say(services.withdraw_consultation(number=number, consultation=consultation, reason=reason, **_door(user, key)), as_json)


def answer_version(
    number: Number,
    agrees: Annotated[bool, typer.Option("--agree/--disagree", help="是否同意")] = True,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """申请人（或者窗口代为记录）答复是否同意改用新版本。"""
    _say(services.answer_version(number=number, agrees=agrees, **_door(user, key)), as_json)


def asked(user: As = "", as_json: AsJson = False) -> None:
    """请我和本单位答复的事项，先到期的在前。"""
    rows = selectors.asked_of(acting(user), today())
    show([asdict(row) for row in rows], as_json, lambda _: _print_asked(rows))


def delegate(
    to: Annotated[str, typer.Option("--to", metavar="USER", help="受委托人的登录名")],
    until: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="最后一日")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="第一日；不填为今天")] = None,
    reason: Reason = "",
    user: As = "",
    as_json: AsJson = False,
) -> None:
    """委托同事在一段时间内代为办理。"""
    by = acting(user)
    first, last = since.date() if since else None, until.date()
    made = accounts.delegate(user=user_of(by.id), delegate=_user(to), reason=reason, valid_from=first, valid_until=last, by=by, at=now())
    data = {"delegate": key_of_login(to), "valid_from": made.valid_from, "valid_until": made.valid_until}
    show(data, as_json, lambda _: console.print(f"已委托{made.delegate}，{made.valid_from}至{made.valid_until}", markup=False))


def end_delegation(reason: Reason = "", user: As = "", as_json: AsJson = False) -> None:
    """撤销本人作出的委托。"""
    by = acting(user)
    given = [each for each in delegations_of(by, today()) if each.user.key == by.id]
    if not given:
        raise Refused("没有可以撤销的委托", code="no_delegation", field="as", status=404)
    for each in given:
        accounts.end_delegation(delegation=each, reason=reason, by=by, at=now())
    names = [str(each.delegate) for each in given]
    show({"ended": names}, as_json, lambda _: console.print(f"已撤销对{'、'.join(names)}的委托", markup=False))


_COMMANDS: dict[str, Callable[..., None]] = {
    "correct-at-window": correct_at_window,
    "decide-at-window": decide_at_window,
    "settle-undertaking": settle_undertaking,
    "pass-prereview": pass_prereview,
    "ask-in-review": ask_in_review,
    "return-to-prereview": return_to_prereview,
    "take-back": take_back,
    "transfer": transfer,
    "hand-over-tasks": hand_over_tasks,
    "urge": urge,
    "begin-special": begin_special,
    "end-special": end_special,
    "prolong": prolong,
    "consult": consult,
    "cosign": cosign,
    "answer": answer,
    "withdraw-question": withdraw_question,
    "answer-version": answer_version,
    "asked": asked,
    "delegate": delegate,
    "end-delegation": end_delegation,
}


def _door(user: str, key: str | None) -> dict[str, Any]:
    return {"by": acting(user), "at": now(), "key": key}


def _account(username: str) -> str:
    return _user(username).key


def _user(username: str) -> User:
    """The account with that login name. Raises Refused."""
    key = key_of_login(username)
    if not key:
        raise Refused(f"没有登录名为“{username}”的账户", code="unknown_account", field="to", expected="本单位人员的登录名")
    return user_of(key)


def _item(text: str) -> dict[str, str]:
    what, _, reason = text.partition("=")
    kind, _, key = what.partition(":")
    return {"kind": kind, "key": key, "reason": reason}


def _say(answer: Answer, as_json: bool) -> None:
    show(asdict(answer), as_json, lambda said: console.print(f"{said['number']}　{said['message']}　{said['paper']}".rstrip()))


def _print_asked(rows: list[selectors.Asked]) -> None:
    table = Table("编号", "事项", "申请人", "种类", "内容", "期限")
    for row in rows:
        table.add_row(row.number, row.title, row.holder, row.kind_title, row.question, str(row.due_on))
    console.print(table)
