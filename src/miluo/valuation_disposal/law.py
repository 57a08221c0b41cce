"""The acts and registers of this regulation, and the clauses that each meets. No Django."""

from __future__ import annotations

from miluo.valuation_disposal.conventions import DRAW
from onewindow.law.registry import Use, rest
from onewindow.words.sources import Source, as_source

_USES: tuple[tuple[str, str, str, tuple[str | Source, ...]], ...] = (("step", "draw", "公开摇号", ("valuation-7", DRAW)),)
for _kind, _key, _title, _sources in _USES:
    rest(Use(_kind, f"valuation.{_key}", _title, tuple(map(as_source, _sources))))
