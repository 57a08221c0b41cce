"""Who does something: the ``by=`` of every act."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting in its roles for its organisation; ``id`` is what the trail keeps, never a name.

    ``permissions`` are the permission names that the roles grant (``cases.accept``); an actor holds no others. ``principals`` are the
    accounts for whom it stands in today (委托), ``lent`` the permissions that it has from them alone, each with whose it is.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    organisation: str | None = None
    permissions: frozenset[str] = field(default=frozenset(), repr=False)
    principals: frozenset[str] = frozenset()
    lent: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def lender_of(self, permission: str) -> str:
        """The account whose permission this is, where it is not the actor's own; empty where it is."""
        return next((principal for name, principal in sorted(self.lent) if name == permission), "")

    def is_or_stands_in_for(self, account: str) -> bool:
        """Whether it is that account, or stands in for it today."""
        return account == self.id or account in self.principals


SYSTEM = Actor(id="system", name="系统", roles=frozenset({"system"}))
