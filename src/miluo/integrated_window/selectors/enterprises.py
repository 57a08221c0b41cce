"""What the centre for enterprises gathers: the claims of policies, the items of enterprises by body, the themes, and its window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.integrated_window.catalogue import POLICY_THEME
from miluo.integrated_window.selectors.themes import ThemeLine, theme_lines
from onewindow.hall.models import Window
from onewindow.hall.models.places import WindowType
from onewindow.items.content import Content
from onewindow.items.selectors import contents_on

LIVES = ("enterprise", "project")


@dataclass(frozen=True, slots=True)
class Centre:
    """``windows`` of the centre in the hall; ``claims`` are items that claim a policy; ``bodies`` the other items by body."""

    windows: tuple[Window, ...]
    claims: tuple[Content, ...]
    bodies: tuple[tuple[str, tuple[Content, ...]], ...]
    themes: tuple[ThemeLine, ...]

    @property
    def item_count(self) -> int:
        return sum(len(items) for _, items in self.bodies)


def centre(on: date) -> Centre:
    """The centre on a day; an item that is for persons alone is not of it."""
    windows = Window.objects.filter(type=WindowType.CENTRE, open=True).prefetch_related("businesses")
    claims, bodies = list[Content](), dict[str, list[Content]]()
    for version, content in contents_on(on):
        if POLICY_THEME in content.themes:
            claims.append(content)
        elif set(content.applicants) - {"person"}:
            bodies.setdefault(version.item.organisation.name, []).append(content)
    grouped = tuple((name, tuple(items)) for name, items in sorted(bodies.items(), key=lambda each: -len(each[1])))
    return Centre(tuple(windows), tuple(claims), grouped, tuple(line for line in theme_lines(on) if line.theme.life in LIVES))
