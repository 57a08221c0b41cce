"""What the county loads of this regulation: what carries out its clauses, the rule book, and the gate on registrations of mortgages."""

from miluo.valuation_disposal import figures, law, rules
from onewindow.cases import gates

__all__ = ["figures", "law", "rules"]

_ACTS: tuple[gates.Act, ...] = ("accept", "decide")
for _act in _ACTS:
    gates.declare(
        _act,
        "miluo.valuation_disposal.gates.value_prevails",
        title="抵押物价值以评估报告为准",
        sources=("valuation-10", "valuation-7", "valuation-4"),
    )
