"""Where pages of this policy have always found ``acted``: it now serves every room."""

from onewindow.web.acting import acted, day_of, typed

__all__ = ["acted", "day_of", "typed"]
