"""Figures, lists and readings of 汨政办发〔2023〕9号 as they hold on a day. No Django."""

from miluo.valuation_disposal.regulation import REGULATION
from onewindow.rules.figures import Figures

_HELD = Figures(REGULATION)
_HELD.rest_on_clauses()

figure, listed, reading = _HELD.number, _HELD.listed, _HELD.reading
