"""``onewindow …``: one command line for scripts, clerks and the people who run the machine."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django
import typer
from click.exceptions import ClickException, UsageError

from onewindow.cli.output import show_refusal
from onewindow.words.refused import Refused

ROOMS = ("law", "rules", "worktime", "cases", "trail", "system")


def build() -> typer.Typer:
    """The whole command tree; each room's module adds its own commands."""
    app = typer.Typer(name="onewindow", help="一窗：县域政务服务平台的命令行。", no_args_is_help=True, pretty_exceptions_enable=False)
    for room in ROOMS:
        import_module(f"onewindow.cli.{room}").register(app)
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
    except UsageError as error:
        show_refusal(Refused(error.format_message(), code="usage", expected="onewindow --help"), as_json)
        code = 2
    except ClickException as error:
        show_refusal(Refused(error.format_message(), code="usage"), as_json)
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)
