"""查询登记: who looked into the register for what purpose; the register is open to who has a right to know, and remembers him."""

from __future__ import annotations

from django.db import models

PURPOSES = {"lending": "贷前审查", "registration": "办理登记", "own": "本人查询", "supervision": "监督检查", "judicial": "司法协助"}
BY = {"right": "按权证号", "person": "按权利人", "bank": "按抵押权人"}


class Search(models.Model):
    """One search: by what, for what purpose, how many lines it showed. ``term`` is the number of a right, the key of a bank, or the
    digest of a person's number: never the number itself."""

    by_what = models.CharField("查询方式", max_length=8, choices=list(BY.items()))
    term = models.CharField("查询条件", max_length=64)
    purpose = models.CharField("查询目的", max_length=12, choices=list(PURPOSES.items()))
    reason = models.CharField("事由", max_length=200)
    found = models.PositiveIntegerField("结果数")
    organisation = models.CharField("查询单位", max_length=64, blank=True)
    at = models.DateTimeField("查询时间")
    by = models.CharField("查询账号", max_length=32)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.by_what} {self.purpose}"
