"""Who does something: the ``by=`` of every act."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting in its roles for its organisation; ``id`` is what the trail keeps, never a name.

    ``permissions`` are the permission names that the roles grant (``cases.accept``); an actor holds no others.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    organisation: str | None = None
    permissions: frozenset[str] = field(default=frozenset(), repr=False)

    def may(self, permission: str) -> bool:
        return permission in self.permissions


SYSTEM = Actor(id="system", name="系统", roles=frozenset({"system"}))
