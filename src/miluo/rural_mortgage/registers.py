"""The registers of rights and mortgages, the clauses that each meets, and the page that shows it. No Django."""

from miluo.rural_mortgage.conventions import (
    CHANGE_REMINDER,
    CONDITIONS,
    HOMESTEAD,
    HOMESTEAD_LAW,
    ONE_AT_A_TIME,
    PRIORITY_LAW,
    SEARCHES,
    SETTLED_BY_PRICE,
    WARNINGS,
)
from onewindow.law.registry import Use, rest
from onewindow.words.sources import Source, as_source

_REGISTERS: tuple[tuple[str, str, tuple[str | Source, ...]], ...] = (
    ("rights", "农村产权登记簿", ("mortgage-2", "mortgage-5", "mortgage-9", "mortgage-11d", HOMESTEAD, HOMESTEAD_LAW)),
    ("flags", "争议、征收公告和其他限制", ("mortgage-21", "mortgage-22", WARNINGS)),
    ("banks", "参与试点的银行和其他条件", ("mortgage-6", "mortgage-7-4", CONDITIONS)),
    (
        "agreements",
        "抵押约定",
        ("mortgage-4", "mortgage-7-3", "mortgage-8", "mortgage-13", "mortgage-14", "mortgage-17a", "mortgage-23", "mortgage-27"),
    ),
    ("mortgages", "抵押登记簿", ("mortgage-11c", "mortgage-12", "mortgage-15", "mortgage-33", ONE_AT_A_TIME, PRIORITY_LAW)),
    ("lending", "放款登记", ("mortgage-18b", "mortgage-24")),
    ("endings", "变更和终止登记", ("mortgage-19a", "mortgage-20")),
    (
        "realisations",
        "实现抵押权登记",
        ("mortgage-28", "mortgage-29", "mortgage-30", "mortgage-31", SETTLED_BY_PRICE, CHANGE_REMINDER),
    ),
    ("misconduct", "欺诈和违约使用贷款登记", ("mortgage-33",)),
    ("searches", "查询登记", ("mortgage-32", SEARCHES)),
)
_PAGES = {"rights": "rights", "flags": "rights", "banks": "banks", "agreements": "agreements", "searches": "search"}
for _key, _title, _sources in _REGISTERS:
    _page = f"rural_mortgage:{_PAGES.get(_key, 'mortgages')}"
    rest(Use("record", f"mortgage.{_key}", _title, tuple(map(as_source, _sources)), _page))
