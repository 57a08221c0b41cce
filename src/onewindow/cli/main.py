"""``onewindow …``: one command line for scripts, clerks and the people who run the machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache, partialmethod
from importlib import import_module
from typing import Any

import django
import typer
from django.conf import settings
from django.utils.module_loading import module_has_submodule
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from onewindow.cli.output import show_refusal
from onewindow.words.refused import Refused

ROOMS = ("law", "rules", "worktime", "items", "cases", "bundles", "moves", "messages", "ledger", "trail", "accounts", "system")


def build() -> typer.Typer:
    """The whole command tree; each room's module adds its own commands, each regulation that has some adds them after these."""
    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.COMMANDS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "选项", "命令", "参数"
    _help_in_chinese()
    app = typer.Typer(
        name="onewindow",
        help="一窗：县域政务服务平台的命令行。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for room in ROOMS:
        import_module(f"onewindow.cli.{room}").register(app)
    for name in settings.REGULATIONS:
        package = import_module(f"{settings.COUNTY}.{name}")
        if module_has_submodule(package, "commands"):
            import_module(f"{package.__name__}.commands").register(app)
    return app


def main() -> None:
    """Run one command; bad input exits 2 with the error of the contract on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    django.setup()
    as_json = "--json" in sys.argv
    try:
        code = build()(standalone_mode=False)
    except Refused as refusal:
        show_refusal(refusal, as_json)
        code = 2
    except typer.exceptions.TyperException as error:
        show_refusal(_misuse(error), as_json)
        code = 2
    except typer.Abort:
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


@cache  # once is enough
def _help_in_chinese() -> None:
    """The one text of Typer's that it neither translates nor takes from us."""
    for kind in (TyperCommand, TyperGroup):
        kind.get_help_option = partialmethod(_help_option, kind.get_help_option)  # type: ignore[method-assign,assignment]


def _help_option(command: TyperCommand, original: Callable[..., Any], context: Any) -> Any:
    option = original(command, context)
    if option is not None:
        option.help = "显示本说明后退出"
    return option


def _misuse(error: typer.exceptions.TyperException) -> Refused:
    """A command that was typed wrongly, said in Chinese by the kind of mistake."""
    parameter = getattr(error, "param", None)
    spelled = getattr(parameter, "opts", None) or [None]
    name = getattr(error, "option_name", None) or spelled[-1]
    sentence = {
        "MissingParameter": f"缺少参数{name or ''}",
        "NoSuchOption": f"没有选项{name or ''}",
        "BadParameter": f"参数{name or ''}的值不对",
        "NoArgsIsHelpError": "请写明要执行的命令",
    }.get(type(error).__name__, "命令写法不对")
    return Refused(sentence, code="usage", field=name, expected="用法见 onewindow --help，或在该命令后加 --help")
