"""The figures and closed lists of 汨政办函〔2023〕32号 as they hold on a day. No Django."""

from datetime import date

from miluo.integrated_window.regulation import REGULATION
from onewindow.rules.figures import Figures

_HELD = Figures(REGULATION)
_HELD.rest_on_clauses()

count, listed, reading = _HELD.count, _HELD.listed, _HELD.reading


def windows_wanted(on: date) -> dict[str, int]:
    """How many windows of each type the text wants on a day."""
    counted = {"comprehensive": count("comprehensive_windows", on), "issuing": count("issuing_windows", on)}
    return counted | {"zone": len(listed("zones", on)), "retained": len(listed("retained_windows", on))}
