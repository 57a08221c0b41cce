"""A small law of a county that does not exist, declared for one test and forgotten after it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onewindow.law import registry
from onewindow.law.regulation import Regulation, Term

CLAUSES = """
- {id: sample-meta, cite: 某政发〔2020〕7号（题头）, kind: record, title: 文件信息, summary: 样例文件。}
- {id: sample-1a, cite: 某政发〔2020〕7号第一条（奖励）, kind: rule, title: 奖励, summary: 奖励一万元。}
- {id: sample-1b, cite: 某政发〔2020〕7号第一条（上限）, kind: rule, title: 上限, summary: 不超过十万元。, planned: 4}
- {id: sample-4-2, cite: 某政发〔2020〕7号第四条第2款（核准）, kind: process, title: 核准, summary: 事先核准。, met_by: ["page:guide"]}
- {id: sample-16, cite: 某政发〔2020〕7号第十六条, kind: declarative, title: 要求, summary: 加强领导。, reason: 原则要求}
- {id: sample-17, cite: 某政发〔2020〕7号末款（施行）, kind: deadline, title: 施行, summary: 有效期三年。}
"""


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Regulation]:
    (tmp_path / "clauses.yaml").write_text(CLAUSES, "utf-8")
    with registry.isolated():
        yield declare(tmp_path)


def declare(folder: Path, **changes: object) -> Regulation:
    fields: dict[str, object] = {
        "key": "sample",
        "number": "某政发〔2020〕7号",
        "title": "某县人民政府关于支持样例发展的通知",
        "issuer": "某县人民政府",
        "signed": date(2020, 3, 1),
        "in_force": Term(start=date(2020, 3, 1), years=3, clause="sample-17"),
        "interpreter": "县样例局",
        "folder": folder,
    }
    return Regulation(**{**fields, **changes})  # type: ignore[arg-type]
