"""Functions of a regulation, called by the names that its procedures declare: a name from anywhere else is never imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from onewindow.cases.procedure import Decide, Publish, procedures


def called(name: str) -> Callable[..., Any]:
    """The function of that dotted name, if some procedure in the code declares it. Raises LookupError otherwise."""
    if name not in _declared_names():
        raise LookupError(f"no procedure declares the function {name}")
    return _imported(name)


@cache
def _imported(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _declared_names() -> set[str]:
    names = set()
    for procedure in procedures():
        names |= {procedure.check, procedure.known, procedure.verified}
        for step in procedure.steps:
            if isinstance(step, Decide):
                names |= {step.act, step.payable, step.words}
            elif isinstance(step, Publish):
                names.add(step.public)
    return names - {""}
