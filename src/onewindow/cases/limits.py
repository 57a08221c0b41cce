"""The limits within which an office does what it was asked beside its own steps, each under its convention. No Django."""

from __future__ import annotations

from onewindow.cases.conventions import CONSULTING, COSIGNING, DEFERRED, PROMISE_CHECK
from onewindow.worktime import deadlines
from onewindow.worktime.counting import WorkingDays

DEFERRAL = WorkingDays(5, DEFERRED)
VERIFYING = WorkingDays(20, PROMISE_CHECK)
CONSULTATION = WorkingDays(5, CONSULTING)
COSIGNATURE = WorkingDays(2, COSIGNING)

deadlines.declare(DEFERRED, DEFERRAL, title="补齐容缺的材料")
deadlines.declare(PROMISE_CHECK, VERIFYING, title="核查告知承诺")
deadlines.declare(CONSULTING, CONSULTATION, title="答复征求的意见")
deadlines.declare(COSIGNING, COSIGNATURE, title="加签")
