"""The registers of rights and mortgages, and the clauses that each meets. Pages are named where they are. No Django."""

from miluo.rural_mortgage.conventions import CONDITIONS, HOMESTEAD, HOMESTEAD_LAW, ONE_AT_A_TIME, PRIORITY_LAW, WARNINGS
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
)
for _key, _title, _sources in _REGISTERS:
    rest(Use("record", f"mortgage.{_key}", _title, tuple(map(as_source, _sources))))
