"""What is declared, and what rests on it: the one place that finds a regulation, a clause, and its uses. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from onewindow.law.clauses import ClauseRecord, load
from onewindow.law.regulation import Regulation, declared
from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Reading, Source
from onewindow.worktime import deadlines

USE_KINDS = {
    "rule": "规则",
    "figure": "标准数值",
    "reading": "解释口径",
    "procedure": "办理事项",
    "step": "办理环节",
    "material": "申请材料",
    "paper": "文书",
    "record": "登记",
    "deadline": "期限",
    "page": "页面",
}


@dataclass(frozen=True, slots=True)
class Use:
    """A rule, step, paper, figure or page, and the sources that it rests on.

    ``key`` is unique in its kind (``risk-fund.loss_cny``); ``title`` is Chinese; ``url_name`` names the
    page that shows it, with its arguments if it takes any. ``detail`` says more: of a reading, the answer that holds.
    """

    kind: str
    key: str
    title: str
    sources: tuple[Source, ...]
    url_name: str | None = None
    url_args: tuple[str, ...] = ()
    detail: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def kind_title(self) -> str:
        return USE_KINDS[self.kind]


_uses: dict[str, Use] = {}
_clauses: dict[str, dict[str, ClauseRecord]] = {}


def regulations() -> tuple[Regulation, ...]:
    """Every declared regulation, in the county's order."""
    return tuple(declared().values())


def regulation(key: str) -> Regulation:
    """The regulation with this key. Raises Refused (404) if none is declared."""
    try:
        return declared()[key]
    except KeyError:
        raise Refused(f"没有收录代号为“{key}”的文件", code="unknown_regulation", field="key", status=404) from None


def clauses(key: str) -> tuple[ClauseRecord, ...]:
    """The clauses of one regulation in the order of its text."""
    return tuple(_clauses_of(regulation(key)).values())


def clause(clause_id: str) -> ClauseRecord:
    """The clause with this id. Raises Refused (404) if no declared regulation has it."""
    found = declared().get(clause_id.split("-", 1)[0])
    record = _clauses_of(found).get(clause_id) if found else None
    if record is None:
        raise Refused(f"没有收录条款“{clause_id}”", code="unknown_clause", field="clause", status=404)
    return record


def regulation_of(clause_id: str) -> Regulation:
    """The regulation that a clause belongs to. Raises Refused (404) as ``clause`` does."""
    clause(clause_id)
    return declared()[clause_id.split("-", 1)[0]]


def rest(use: Use) -> None:
    """Declare that something rests on clauses. The same declaration may be repeated; another under its name may not.

    Raises ValueError without a source, for an unknown kind, or when the name is taken.
    """
    if use.kind not in USE_KINDS:
        raise ValueError(f"{use.name}: kind is one of {', '.join(USE_KINDS)}")
    if not use.sources:
        raise ValueError(f"{use.name} names no source")
    if _uses.setdefault(use.name, use) != use:
        raise ValueError(f"{use.name} is declared twice, with different contents")


def uses() -> tuple[Use, ...]:
    """Everything that was declared to rest on a source; regulations and time limits count by being declared."""
    return (*_own_uses(), *_limits(), *_uses.values())


def uses_of(clause_id: str) -> tuple[Use, ...]:
    """What rests on one clause; a reading of a clause counts for the clause that it reads."""
    return tuple(use for use in uses() if clause_id in map(_clause_named, use.sources))


def dangling() -> tuple[tuple[Use, str], ...]:
    """Uses that cite a clause of a declared regulation which its register does not have: always a mistake."""
    named = ((use, _clause_named(source)) for use in uses() for source in use.sources)
    return tuple((use, cited) for use, cited in named if cited and _is_missing(cited))


@contextmanager
def isolated() -> Iterator[None]:
    """Within the block declarations are thrown away afterwards: for tests that declare what may not stay."""
    kept = [(store, dict(store)) for store in (_uses, _clauses, declared())]
    try:
        yield
    finally:
        for store, before in kept:
            store.clear()
            store.update(before)  # type: ignore[arg-type]  # each store gets back its own contents


def _own_uses() -> Iterator[Use]:
    """A declared document is a record: its head, its term and its interpreter are met by being declared."""
    for found in regulations():
        records = _clauses_of(found)
        for key, title, cited in (
            ("document", "文件登记", f"{found.key}-meta"),
            ("validity", "有效期核验", found.in_force.clause),
            ("interpreter", "解释机关登记", found.interpreted_under),
        ):
            if cited in records:
                yield Use("record", f"{found.key}.{key}", f"{title}（{found.number}）", (Clause(cited),))


def _limits() -> Iterator[Use]:
    """The time limits, which the room below keeps: each is a use of its clause."""
    for limit in deadlines.declared():
        yield Use("deadline", limit.clause, limit.title, (Clause(limit.clause), limit.span.source))


def _clauses_of(found: Regulation) -> dict[str, ClauseRecord]:
    if found.key not in _clauses:
        _clauses[found.key] = {record.id: record for record in load(found.folder, found.key)}
    return _clauses[found.key]


def _clause_named(source: Source) -> str | None:
    if isinstance(source, Clause):
        return source.id
    return source.clause if isinstance(source, Reading) else None


def _is_missing(clause_id: str) -> bool:
    found = declared().get(clause_id.split("-", 1)[0])
    return found is not None and clause_id not in _clauses_of(found)
