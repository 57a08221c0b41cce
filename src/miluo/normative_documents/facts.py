"""What 汨政办发〔2023〕5号 asks of a draft before it is issued."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from onewindow.organisations.names import place_of, plain
from onewindow.rules.facts import Facts, choices, text, yes_no

DATA = Path(__file__).resolve().parents[1] / "data"

REVIEW_MATERIALS = {
    "request": "制定请示",
    "explanation": "起草说明",
    "basis": "制定依据",
    "comments": "征求意见及意见采纳情况",
    "own_review": "本单位合法性审核意见",
    "fair_competition": "公平竞争审查意见",
}
REGISTRATION_MATERIALS = {
    "report": "报送登记报告",
    "basis": "制定依据",
    "confirmation": "合法性审核确认书",
}
MATERIALS = {**REVIEW_MATERIALS, **REGISTRATION_MATERIALS, "other": "其他材料"}


def issuer_spellings() -> dict[str, str]:
    """Every way to name a body of the county, and its key: the key, the row of the table, full, short and printed names."""
    found: dict[str, str] = {}
    for name, key in _names():
        found.setdefault(plain(name), key)
    government = next(line["name"] for line in _lines("organisations.csv") if line["key"] == "government")
    place = place_of(government)
    for name, key in list(found.items()):
        for prefix in ("" if name.isdecimal() else place, place[-1]):
            found.setdefault(prefix + name, key)
    return found


def _names() -> Iterator[tuple[str, str]]:
    for line in _lines("issuers.csv"):
        yield from ((line["row"], line["organisation"]), (line["name"], line["organisation"]))
    for line in _lines("organisations.csv"):
        yield from ((line[column], line["key"]) for column in ("key", "name", "short_name"))
    yield from ((line["text"], line["organisation"]) for line in _lines("aliases.csv"))


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class NormativeDocumentFacts(Facts):
    """One draft. What is left out is unknown."""

    issuer: str | None = text("制定主体", help="单位的代号、清单序号或者名称", spellings=issuer_spellings())
    has_opinion: bool | None = yes_no("已有合法性审核意见", help="市政府和市政府办公室的由市司法局审核，其他由本机关法制工作机构审核")
    emergency: bool | None = yes_no("突发事件或者上级紧急命令", help="只免除审核的时间限制，不免除审核")
    materials: tuple[str, ...] | None = choices("已提交的材料", MATERIALS)
