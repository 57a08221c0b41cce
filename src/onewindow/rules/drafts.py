"""Drafts of figures that were saved to be tried again. A draft is never in force: no case and no payment reads it."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onewindow.rules.amending import Changes, amended, changes_of
from onewindow.rules.models import PolicyDraft
from onewindow.rules.registry import book
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Refused

PERMISSION = "rules.draft"
LONGEST_TITLE = 60


@transaction.atomic
def save_draft(*, book_name: str, title: str, changes: Changes, by: Actor, at: datetime) -> PolicyDraft:
    """Keep a draft under a name, with an event; the same name again keeps a further draft beside the first.

    Raises Refused without the permission, without a name, for a draft without changes, and for one that is wrong (``amended``).
    """
    if not by.may(PERMISSION):
        raise Refused("您的账户不能保存政策草案", code="forbidden", status=403)
    name = title.strip()
    if not name or len(name) > LONGEST_TITLE:
        raise Refused("请给草案起一个名称", code="no_title", field="title", expected=f"1至{LONGEST_TITLE}字，如 破零奖励提高方案")
    if not changes.figures and not changes.readings:
        raise Refused("草案没有改动任何标准", code="no_changes", field="figures", expected="至少修改一项标准或者解释口径")
    found = book(book_name)
    amended(found, changes)
    content = canonical(changes.as_json())
    draft = PolicyDraft.objects.create(book=found.name, title=name, version=found.version, content=content, by=by.id, at=at)
    body = {"book": found.name, "version": found.version, "digest": sm3(content.encode())}
    record(subject=f"policy-draft:{draft.number}", kind="rules.draft_saved", by=by, at=at, body=body)
    return draft


def drafts_of(book_name: str) -> QuerySet[PolicyDraft]:
    """The drafts of a book, the latest first."""
    return PolicyDraft.objects.filter(book=book_name).order_by("-number")


def changes_in(book_name: str, number: int | str) -> Changes:
    """The changes of a draft. Raises Refused (404) if the book has none of that number."""
    draft = drafts_of(book_name).filter(number=number).first() if str(number).isdecimal() else None
    if draft is None:
        raise Refused(f"没有编号为{number}的草案", code="unknown_draft", field="draft", status=404)
    return changes_of(json.loads(draft.content))
