"""The clauses of a regulation, read from the ``clauses.yaml`` of its folder. No Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

KINDS = {
    "record": "登记事项",
    "rule": "规则",
    "definition": "定义",
    "process": "程序",
    "deadline": "期限",
    "role": "职责",
    "publication": "公开",
    "sanction": "责任追究",
    "indicator": "指标",
    "integration": "数据对接",
    "declarative": "原则要求",
}
_LABEL = re.compile(r"（[^（）]*）$")
_FIELDS = {"id", "cite", "kind", "title", "summary", "met_by", "reason", "planned"}


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """One clause. ``title`` and ``summary`` are ours, in Chinese, shown to people; the official text is loaded apart.

    ``met_by`` names only what cannot register itself (``page:portal:policy``); ``reason`` says why no program carries the
    clause out; ``planned`` is the number of the issue that will.
    """

    id: str
    cite: str
    kind: str
    title: str
    summary: str
    met_by: tuple[str, ...] = ()
    reason: str | None = None
    planned: int | None = None

    @property
    def printed(self) -> str:
        """The citation as an official paper prints it: down to article and paragraph, without the label that tells our clauses apart."""
        return _LABEL.sub("", self.cite)

    @property
    def kind_title(self) -> str:
        return KINDS[self.kind]


def load(folder: Path, key: str) -> tuple[ClauseRecord, ...]:
    """The clauses of ``folder/clauses.yaml`` in their order.

    Raises ValueError, naming file and clause, for a field that is missing or unknown, an id that does not begin with
    ``key``, or two clauses with one id. A folder without the file has no clauses.
    """
    file = folder / "clauses.yaml"
    if not file.exists():
        return ()
    records: dict[str, ClauseRecord] = {}
    for number, raw in enumerate(yaml.safe_load(file.read_text("utf-8")) or [], start=1):
        where = f"{file} 第{number}条"
        record = _record(raw, where)
        if not record.id.startswith(f"{key}-"):
            raise ValueError(f"{where}: id {record.id} does not begin with {key}-")
        if record.id in records:
            raise ValueError(f"{where}: id {record.id} stands twice")
        records[record.id] = record
    return tuple(records.values())


def _record(raw: Mapping[str, Any], where: str) -> ClauseRecord:
    if unknown := set(raw) - _FIELDS:
        raise ValueError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    for name in ("id", "cite", "kind", "title", "summary"):
        if not isinstance(raw.get(name), str) or not raw[name].strip():
            raise ValueError(f"{where}: {name} is missing")
    if raw["kind"] not in KINDS:
        raise ValueError(f"{where}: kind {raw['kind']} is not one of {', '.join(KINDS)}")
    if raw.get("reason") and raw.get("planned"):
        raise ValueError(f"{where}: a clause is left to people or planned, not both")
    if raw.get("planned") is not None and not isinstance(raw["planned"], int):
        raise ValueError(f"{where}: planned is the number of an issue")
    return ClauseRecord(**{**raw, "met_by": tuple(raw.get("met_by") or ())})
