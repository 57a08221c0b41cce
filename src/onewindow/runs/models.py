"""Long work that somebody pressed for: what was asked, how far it has come, what came of it. The row itself is the queue."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField

WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
STATES = {WAITING: "排队中", RUNNING: "进行中", DONE: "已完成", FAILED: "未完成", STOPPED: "已停止"}
ALIVE = (WAITING, RUNNING)


class Run(models.Model):
    """One piece of long work; ``done`` of ``of`` while it runs.

    ``params`` is canonical JSON of what was asked, ``answer`` of its ``Outcome`` or of the problems that ended it: both sealed, since
    they may name people. ``key`` is what may run once at a time, ``press`` the idempotency key of the form. ``at`` is business time,
    the act's own; ``queued_at``, ``beat_at`` (the last sign of life of ``worker``) and ``ended_at`` are the database's clock.
    """

    number = models.BigAutoField("编号", primary_key=True)
    kind = models.CharField("类别", max_length=60)
    key = models.CharField("对象", max_length=120)
    title = models.CharField("名称", max_length=120)
    params = SealedTextField("要求")
    files = models.JSONField("所用文件", default=list)
    by = models.CharField("发起账号", max_length=120)
    organisation = models.CharField("发起单位", max_length=120, blank=True)
    press = models.CharField("幂等键", max_length=80, blank=True)
    at = models.DateTimeField("业务时间")
    state = models.CharField("状态", max_length=10, choices=STATES.items(), default=WAITING)
    stage = models.CharField("阶段", max_length=60, blank=True)
    done = models.PositiveIntegerField("已处理", default=0)
    of = models.PositiveIntegerField("总数", default=0)
    worker = models.CharField("后台进程", max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    answer = SealedTextField("结果")
    queued_at = models.DateTimeField("排队时间")
    beat_at = models.DateTimeField("最近活动", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台工作"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(state__in=ALIVE), name="run_once_at_a_time"),
            models.UniqueConstraint(fields=["by", "press"], condition=~Q(press=""), name="run_once_a_press"),
        ]
        indexes = [models.Index(fields=["state", "number"], name="run_queue")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def subject(self) -> str:
        """Its name in the trail."""
        return f"run:{self.number}"

    @property
    def is_alive(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ALIVE
