"""``onewindow bundles …``: 一件事 by command line, the one form of a theme and the cases that it becomes, each command one door."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from onewindow.cases import services
from onewindow.cases.selectors.bundles import BundleView, bundle_of
from onewindow.cli.acting import As, acting
from onewindow.cli.cases import AsJson, FactsFile, Key, read_facts, say
from onewindow.cli.output import console, show
from onewindow.items import themes
from onewindow.items.selectors import of_theme
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now, today

bundles = typer.Typer(help="一件事：一张表办多个事项。", no_args_is_help=True)
Bundle = Annotated[str, typer.Argument(metavar="BUNDLE", help="一件事申请的编号，如 T2023-000001")]
Person = Annotated[list[str] | None, typer.Option("--person", help="person_name=姓名、person_id=证件号码等，可多次")]


def register(app: typer.Typer) -> None:
    """Add ``bundles`` to the command tree."""
    app.add_typer(bundles, name="bundles")


@bundles.command("themes")
def list_themes(as_json: AsJson = False) -> None:
    """列出各主题和其中的事项。"""
    rows = [
        {
            "theme": key,
            "title": title,
            "open": not themes.closed(key, today()),
            "items": [{"procedure": each.key, "title": each.title} for each in of_theme(key, today())],
        }
        for key, title in themes.titles().items()
    ]
    show(rows, as_json, _print_themes)


@bundles.command("start")
def start(
    theme: Annotated[str, typer.Option("--theme", help="主题代号，如 after-death")] = "",
    item: Annotated[list[str] | None, typer.Option("--item", help="只办其中的这些事项，可多次")] = None,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """打开一件事的申请表。"""
    say(services.start_bundle(theme=theme, procedures=item, by=acting(user), at=now(), key=key), as_json)


@bundles.command("save")
def save(
    bundle: Bundle,
    facts: FactsFile = "",
    uscc: Annotated[str | None, typer.Option("--uscc", help="统一社会信用代码")] = None,
    person: Person = None,
    contact: Annotated[str | None, typer.Option("--contact", help="联系人姓名")] = None,
    phone: Annotated[str | None, typer.Option("--phone", help="联系人的手机或者座机")] = None,
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """保存申请表（填错的也保存，提交时一并指出）。"""
    persons = {name: value for name, _, value in (text.partition("=") for text in person or [])}
    who: dict[str, Any] = {"uscc": uscc, "persons": persons, "contact_name": contact, "contact_phone": phone}
    say(services.save_bundle(bundle=bundle, facts=read_facts(facts), **who, by=acting(user), at=now(), key=key), as_json)


@bundles.command("attach")
def attach(
    bundle: Bundle,
    material: Annotated[str, typer.Argument(metavar="MATERIAL", help="材料代号")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要上传的文件")],
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """上传一份材料，交给所有要求它的事项。"""
    if not file.is_file():
        raise Refused(f"没有文件“{file}”", code="no_file", field="file", expected="一个存在的文件")
    named: dict[str, Any] = {"name": file.name, "content": file.read_bytes(), "by": acting(user), "at": now(), "key": key}
    say(services.attach_to_bundle(bundle=bundle, material=material, **named), as_json)


@bundles.command("detach")
def detach(
    bundle: Bundle,
    attachment: Annotated[str, typer.Argument(metavar="ATTACHMENT", help="附件编号")],
    user: As = "",
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """从各事项中移除一份材料。"""
    say(services.detach_from_bundle(bundle=bundle, attachment=attachment, by=acting(user), at=now(), key=key), as_json)


@bundles.command("show")
def show_bundle(bundle: Bundle, user: As = "", as_json: AsJson = False) -> None:
    """查看一件事申请：所填、问题、各办件。"""
    view = bundle_of(bundle, acting(user), today())
    show(_json_of(view), as_json, lambda _: _print_bundle(view))


@bundles.command("submit")
def submit(bundle: Bundle, user: As = "", key: Key = None, as_json: AsJson = False) -> None:
    """提交：每个事项一个办件，全部提交或者一个也不提交。"""
    by = acting(user)
    answer = services.submit_bundle(bundle=bundle, by=by, at=now(), key=key)
    data = {**asdict(answer), "cases": [row.number for row in bundle_of(bundle, by, today()).cases]}
    show(data, as_json, lambda _: console.print(answer.message))


def _json_of(view: BundleView) -> dict[str, Any]:
    return {
        "number": view.number,
        "items": [{"procedure": draft.procedure.key, "title": draft.procedure.title, "draft": draft.key} for draft in view.drafts],
        "fields": [{"name": each.name, "title": each.title, "typed": each.typed} for each in view.fields],
        "materials": [
            {"key": each.key, "title": each.title, "required": each.required, "files": [file.key for file in each.files]}
            for each in view.materials
        ],
        "problems": [asdict(problem) for problem in view.problems],
        "cases": [{"number": row.number, "procedure": row.procedure, "state": row.state} for row in view.cases],
        "ended": view.ended,
    }


def _print_themes(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        items = "、".join(each["title"] for each in row["items"])
        console.print(f"{row['theme']}　{row['title']}{'' if row['open'] else '（尚未上线）'}：{items}", markup=False)


def _print_bundle(view: BundleView) -> None:
    console.print(f"一件事申请 {view.number}：{'、'.join(each.title for each in view.procedures)}", markup=False)
    for problem in view.problems:
        console.print(f"  须改正（{problem.field}）：{problem.message}", markup=False)
    for row in view.cases:
        console.print(f"  {row.number}　{row.title}　{row.state_title}", markup=False)
