"""Whether the trail is whole: every event, chain and seal computed again, and held against the files outside the database.

What it finds: any changed bit of an event, a head or a seal; events taken out, put in or put elsewhere; a cut-off tail, as soon as the
day was sealed; guards that are off. What it cannot find: what was recorded since the last seal and changed by someone who computed all
later hashes anew; so seal daily and keep the files elsewhere too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from onewindow.trail import guards, roots, stored
from onewindow.trail.chain import SEAL_COLUMNS, heads_digest, row_hash
from onewindow.trail.merkle import Tree

_LOWEST: Final = -(1 << 63)  # an event with an id below the first is found too
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that is not as it was recorded; ``subject`` is ``seal:<day>`` for a seal and ``guards`` for the triggers."""

    subject: str
    position: int | None
    id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked (events, chains, seals) and the first broken event, if any."""

    ok: bool
    events: int
    chains: int
    seals: int
    first_broken: Broken | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class _Found(Exception):
    def __init__(self, subject: object, what: str, position: object = None, number: int | None = None) -> None:
        readable = str(subject).encode(errors="surrogateescape").decode(errors="replace")
        self.broken = Broken(readable, position if isinstance(position, int) else None, number, what)


def verify(since: date | None = None, *, progress: Progress | None = None) -> Verification:
    """Compute the trail again and name the first break; call it outside a transaction (on SQLite one would keep writers out).

    With ``since`` it begins after the last seal before that day and trusts what lies under that seal. ``progress`` is called with the
    events done and all events to do.
    """
    run = _Run(progress)
    try:
        run.check(since)
    except _Found as found:
        return Verification(False, run.events, run.chains, run.seals, found.broken)
    return Verification(True, run.events, run.chains, run.seals, None)


class _Run:
    """One pass in the order of ids, holding one day of hashes and chunk of rows at a time."""

    def __init__(self, progress: Progress | None) -> None:
        self.events = self.chains = self.seals = 0
        self._progress = progress or (lambda done, total: None)
        self._tree = Tree()
        self._ends: dict[str, tuple[int, str]] = {}

    def check(self, since: date | None) -> None:
        outside = roots.days()  # before the seals are read: a seal is in the database before it is in a file
        sealed = stored.seals()
        trusted = [seal for seal in sealed if since is not None and seal["day"] < str(since)]
        before = trusted[-1] if trusted else None
        waiting = sealed[len(trusted) :]
        after = before["last"] if before else _LOWEST
        total = stored.one("SELECT count(*) FROM trail_event WHERE id > %s", after)
        for row, digest, link, reach in stored.events(after):
            while waiting and row[0] > waiting[0]["last"]:
                before = self._close(waiting.pop(0), before, outside)
            self._event(row, digest, link, reach)
            if self.events % stored.CHUNK == 0:
                self._progress(self.events, total)
        for seal in waiting:
            before = self._close(seal, before, outside)
        self._progress(self.events, total)
        self._heads()
        self.chains = stored.one("SELECT count(*) FROM trail_head WHERE count > 0")
        self._beyond(outside, before)
        if off := guards.missing(connection):
            raise _Found("guards", f"数据库防护触发器缺失或被改动：{'、'.join(off)}")

    def _event(self, row: list[Any], digest: str, link: object, reach: object) -> None:
        number, subject, position, previous = row[0], row[1], row[2], row[-1]
        if _hash(row) != digest:
            raise _Found(subject, "事件内容与摘要不符", position, number)
        if position > 1 and link is None:
            raise _Found(subject, f"第{position - 1}条事件缺失", position - 1)
        if previous != ("" if position == 1 else link):
            raise _Found(subject, "与前一事件不衔接", position, number)
        if not isinstance(reach, int) or position > reach:
            raise _Found(subject, "事件不在链头之内", position, number)
        self.events += 1
        self._tree.add(digest)
        self._ends[subject] = (position, digest)

    def _close(self, seal: dict[str, Any], before: dict[str, Any] | None, outside: dict[date, Any]) -> dict[str, Any]:
        """Hold a seal against the events since the seal before it, and against its file."""
        heads = [(subject, *end) for subject, end in self._ends.items()]
        computed = (self._tree.count, self._tree.root(), heads_digest(heads))
        name, day = f"seal:{seal['day']}", _day(seal["day"])
        if _hash([seal[column] for column in SEAL_COLUMNS]) != seal["hash"]:
            raise _Found(name, "日封内容与摘要不符")
        if seal["previous"] != (before["hash"] if before else "") or (before and (day - _day(before["day"])).days != 1):
            raise _Found(name, "与前一日封不衔接")
        if (seal["count"], seal["root"], seal["heads"]) != computed:
            self._name_lost(roots.heads_in(outside[day]) if day in outside else [])
            raise _Found(name, f"日封所记的{seal['count']}条事件与库内的{self._tree.count}条不符")
        if day not in outside:
            raise _Found(name, "库外日封文件缺失")
        if outside[day].read_bytes() != roots.text_of(seal, heads).encode():
            raise _Found(name, "库外日封文件与库内日封不符")
        self.seals += 1
        self._tree, self._ends = Tree(), {}
        return seal

    def _heads(self) -> None:
        for subject, count, number in stored.heads_without_event():
            raise _Found(subject, "链头所指的末条事件缺失" if number is None else "链头与末条事件不符", count, number)

    def _beyond(self, outside: dict[date, Any], last: dict[str, Any] | None) -> None:
        """Files of days that the database has no seal of: its tail was cut off."""
        for day, path in outside.items():
            if last is None or str(day) > last["day"]:
                self._name_lost(roots.heads_in(path))
                raise _Found(f"seal:{day}", "库外有日封文件，库内无此日封（尾部被截去）")

    def _name_lost(self, heads: list[roots.Head]) -> None:
        """Name an event that a file outside, its successor or its chain's head says was there."""
        for subject, count, digest in heads:
            there = stored.rows("SELECT id, hash FROM trail_event WHERE subject = %s AND position = %s", subject, count)
            if not there:
                raise _Found(subject, f"库外日封文件所记的第{count}条事件缺失", count)
            if there[0][1] != digest:
                raise _Found(subject, "与库外日封文件所记不符", count, there[0][0])
        for subject, position in stored.events_without_predecessor():
            raise _Found(subject, f"第{position - 1}条事件缺失", position - 1)
        self._heads()


def _hash(values: list[Any]) -> str:
    """The hash of a row; of one that holds what no row holds (SQLite stores bytes in any column), nothing."""
    try:
        return row_hash(values)
    except TypeError:
        return ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Found(f"seal:{text}", "日封内容与摘要不符") from None
