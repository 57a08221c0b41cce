"""What takes long here and is done in the background: the yearly pass over the register (免申即享)."""

from __future__ import annotations

from django.urls import reverse

from miluo.open_economy.services import proposing
from onewindow.runs.kinds import Kind, Outcome, Work, declare

PROPOSE = "open-economy.propose"


def register() -> None:
    """Say to the worker what there is."""
    declare(Kind(PROPOSE, "免申即享核对", proposing.PERMISSION, propose, shared=True))


def propose(work: Work) -> Outcome:
    """``proposing.propose`` for ``params["year"]``; begun again with the same ``at`` it goes on with the same run."""
    work.progress(0, 0, stage="按名录数据测算")
    done = proposing.propose(
        year=work.params["year"], by=work.by, at=work.at, progress=lambda so_far, of: work.progress(so_far, of, stage="逐户核对")
    )
    said = f"已核对名录企业{done.enterprises}户：新提出{done.made}项，更新{done.revised}项，未变{done.unchanged}项，失效{done.closed}项"
    return Outcome(said, url=f"{reverse('open_economy:proposals')}?year={done.year}", link="查看免申即享")
