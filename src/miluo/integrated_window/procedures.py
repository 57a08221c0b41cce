"""What the county loads of this regulation: its figures and readings, its registers, and the conditions for opening an item."""

from miluo.integrated_window import figures

__all__ = ["figures"]
