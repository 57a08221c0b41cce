"""What the county loads of this regulation: what carries out its clauses, and the page that shows it."""

from miluo.valuation_disposal import law

__all__ = ["law"]
