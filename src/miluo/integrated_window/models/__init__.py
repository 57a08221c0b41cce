"""The registers of the integrated window."""

from miluo.integrated_window.models.letters import Letter, LetterItem
from miluo.integrated_window.models.lists import ListImport, NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.models.oversight import Check, Sanction
from miluo.integrated_window.models.people import ChiefRepresentative, Courier, Liaison
from miluo.integrated_window.models.registers import Budget, Equipment, Interface, Post, Promotion, Readiness
from miluo.integrated_window.models.themes import ThemeState
from miluo.integrated_window.models.training import Trainee, Training, TrainingItem

__all__ = [
    "Budget",
    "Check",
    "ChiefRepresentative",
    "Courier",
    "Equipment",
    "Interface",
    "Letter",
    "LetterItem",
    "Liaison",
    "ListImport",
    "NegativeItem",
    "OnlineItem",
    "PositiveItem",
    "Post",
    "Promotion",
    "Readiness",
    "Sanction",
    "ThemeState",
    "Trainee",
    "Training",
    "TrainingItem",
]
