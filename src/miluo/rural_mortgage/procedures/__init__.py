"""The services of the mortgage window, what is asked before their acts, and the registers that meet clauses."""

from miluo.rural_mortgage import registers
from miluo.rural_mortgage.procedures import endings, registration
from onewindow.cases import gates

gates.declare(
    "accept",
    "miluo.rural_mortgage.gates.application_is_whole",
    title="登记材料齐全、代理人有授权",
    sources=("mortgage-19b", "mortgage-17b"),
)

__all__ = ["endings", "registers", "registration"]
