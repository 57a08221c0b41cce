"""How a command answers: one JSON document for programs, or lines and tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console

from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused

console = Console(highlight=False)


def show(data: Any, as_json: bool, human: Callable[[Any], None] | None = None) -> None:
    """Print ``data`` as one JSON document, or through ``human`` (which prints to ``console``)."""
    if as_json or human is None:
        sys.stdout.write(json.dumps(json.loads(canonical(data)), ensure_ascii=False, indent=2) + "\n")
    else:
        human(data)


def show_refusal(refusal: Refused, as_json: bool) -> None:
    """Print a refusal on stderr: the contract's JSON object, or lines that say what, where, what would be right and the clause."""
    if as_json:
        sys.stderr.write(json.dumps({"error": refusal.as_error()}, ensure_ascii=False) + "\n")
        return
    errors = Console(stderr=True, highlight=False)
    for problem in refusal.problems:
        where = f"（{problem.field}）" if problem.field else ""
        errors.print(f"[bold red]错误[/]{where} {problem.message}", markup=True)
        if problem.expected:
            errors.print(f"  应为：{problem.expected}", markup=False)
        if problem.clause:
            errors.print(f"  依据：{problem.clause}", markup=False)
