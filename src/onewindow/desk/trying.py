"""政策草案试算 in the background: what is asked of it, the act, and what it found as its page reads it again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
from django.urls import reverse

from onewindow.papers import files
from onewindow.rules.amending import Changes, amended, changes_of
from onewindow.rules.backtest import Backtest, as_kept, backtest, from_kept
from onewindow.rules.book import RuleBook
from onewindow.rules.drafts import PERMISSION
from onewindow.rules.registry import book as book_named
from onewindow.runs.kinds import Kind, Outcome, Work, declare
from onewindow.runs.models import Run
from onewindow.runs.selectors import outcome_of, params_of
from onewindow.runs.services import start
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3

KIND = "rules.backtest"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was asked: a draft of a book over a population (``rows``: the digest of its Parquet file), as of a day.

    ``source`` is what the form chose (a year or a file), ``title`` what the draft is called; both are for the page alone.
    """

    book: str
    changes: Changes
    on: date
    budget: Decimal | None
    source: str
    title: str
    rows: str

    @property
    def rules(self) -> RuleBook:
        return book_named(self.book)

    def as_params(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in ("book", "on", "budget", "source", "title", "rows")}
        return {**plain, "changes": self.changes.as_json()}


def register() -> None:
    """Say to the worker what there is."""
    declare(Kind(KIND, "政策草案试算", PERMISSION, try_draft))


def begin(trial: Trial, *, by: Actor, at: datetime, press: str) -> Run:
    """Put a trial into the queue; the same one while it waits or runs is the answer. Raises Refused for a draft that is wrong."""
    amended(trial.rules, trial.changes)
    params = trial.as_params()
    key, title = sm3(canonical(params).encode()), f"{trial.rules.title}：草案试算"
    return start(kind=KIND, title=title, key=key, params=params, files=[trial.rows], by=by, at=at, press=press)


def try_draft(work: Work) -> Outcome:
    """The back-test; its page is led to. Nothing but its own files is written, so that it may be done again from the beginning."""
    trial = trial_in(work.params)
    rows = pl.read_parquet(files.content_of(trial.rows))
    report = backtest(
        trial.rules,
        trial.changes,
        rows,
        on=trial.on,
        budget=trial.budget,
        progress=lambda done, of, stage: work.progress(done, of, stage=stage),
    )
    kept, lines = as_kept(report)
    url = reverse("desk:backtest_found", args=[trial.book, work.number])
    return Outcome(f"已试算{report.enterprises}家企业", url=url, files=(keep(lines),), data=kept, go=True)


def keep(rows: pl.DataFrame) -> str:
    """Rows as a Parquet file in the store; its digest."""
    stream = io.BytesIO()
    rows.write_parquet(stream)
    return files.keep(stream.getvalue(), media_type="application/vnd.apache.parquet").digest


def trial_of(run: Run) -> Trial:
    """What a run was asked."""
    return trial_in(params_of(run))


def found_by(run: Run) -> Backtest | None:
    """What a run found; None while it has not, or for a run of another kind."""
    outcome = outcome_of(run) if run.kind == KIND else None
    if outcome is None or not outcome.data:
        return None
    return from_kept(outcome.data, pl.read_parquet(files.content_of(outcome.files[0])))


def trial_in(params: Any) -> Trial:
    """A trial from the params of its run."""
    day, budget = date.fromisoformat(params["on"]), params["budget"]
    return Trial(**{**params, "changes": changes_of(params["changes"]), "on": day, "budget": None if budget is None else Decimal(budget)})
