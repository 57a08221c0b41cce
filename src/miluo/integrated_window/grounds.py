"""The grounds of supervision that 汨政办函〔2023〕32号 says itself: findings on them cite its clause, not the law above it."""

from onewindow.supervision.grounds import EXTRA_MATERIAL, SLOW_RESPONSE, TOLD_TWICE, WRONG_PLACE, rest_on

rest_on(SLOW_RESPONSE, "onewindow-5-3-supervise")
rest_on(TOLD_TWICE, "onewindow-3-2-2-notify")
rest_on(EXTRA_MATERIAL, "onewindow-a4-1-2")
rest_on(WRONG_PLACE, "onewindow-a4-1-1")
