"""Who is signed in, read once a request: the session and the account by statements that are kept, personal data unopened.

They are Django's own backends with another way to the row: the ORM takes 0.3 ms to write each of these two queries.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.utils import timezone

from onewindow import rows
from onewindow.accounts.models import User
from onewindow.accounts.selectors import PERSONAL


class Passwords(ModelBackend):
    """Signs in by password, and finds the account of a session."""

    def get_user(self, user_id: int) -> User | None:
        user = rows.one(User, id=user_id, without=PERSONAL)
        return user if user is not None and self.user_can_authenticate(user) else None


class SessionStore(Stored):
    """Sessions in the database; ``settings.SESSION_ENGINE`` names this module."""

    def _get_session_from_db(self) -> Any:
        session = rows.one(Session, session_key=self.session_key or "")
        if session is not None and session.expire_date > timezone.now():
            return session
        self._session_key = None
        return None
