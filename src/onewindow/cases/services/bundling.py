"""一件事: several items with one form. One bundle of drafts is filled in together and becomes one case for each item, or none at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from onewindow.accounts import roles
from onewindow.cases.checking import AT_COUNTER
from onewindow.cases.models import Attachment, Draft
from onewindow.cases.offered import offered
from onewindow.cases.services.applying import submitted
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.drafts import Who, begun, kept_anew, kept_file
from onewindow.cases.services.locks import locked_draft
from onewindow.items import themes
from onewindow.items.selectors import of_theme
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

NUMBERS = "T{year}-{serial:06d}"
MOST_ITEMS = 20


@door
def start_bundle(
    *,
    procedures: Sequence[str] | None = None,
    theme: str = "",
    channel: str = "web",
    window: str = "",
    ticket: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Begin the one form of several items; the answer's number is that of the bundle. Of a ``theme`` all its items, where none is named.

    Raises Refused (422) without items, with one named twice, too many or outside the theme, and where a case of any of them may not be
    begun; (404, 409) for a theme that there is not or that is not open.
    """
    roles.require(by, "cases.receive" if channel in AT_COUNTER else "cases.apply")
    procedures = _of_theme(theme, procedures, day_of(at)) if theme else procedures or ()
    if not procedures or len(set(procedures)) != len(procedures) or len(procedures) > MOST_ITEMS:
        raise Refused("所选事项为空、重复或者过多", code="invalid_items", field="procedures", expected=f"1至{MOST_ITEMS}个不同的事项")
    number = next_number("bundle", at=at, pattern=NUMBERS)
    for procedure in procedures:
        begun(procedure, channel=channel, window=window, ticket=ticket, bundle=number, by=by, at=at)
    return Answer(number, "draft", f"已开始填写，共{len(procedures)}个事项")


@door
def save_bundle(
    *,
    bundle: str,
    facts: Mapping[str, Any],
    uscc: str | None = None,
    persons: Mapping[str, str] | None = None,
    contact_name: str | None = None,
    contact_phone: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Keep what was typed in the one form: every item gets of it what it asks. Raises Refused for facts that none of them asks."""
    kept = _locked(bundle, by=by)
    asks = {draft.pk: set(offered(draft.procedure, day_of(at)).ask) for draft in kept}
    if unknown := set(facts) - set().union(*asks.values()):
        raise Refused.of([Problem(f"申请表没有“{name}”这一项", "unknown_fact", name) for name in sorted(unknown)])
    for draft in kept:
        mine = {name: value for name, value in facts.items() if name in asks[draft.pk]}
        kept_anew(draft, mine, Who(uscc, persons or {}, contact_name, contact_phone), by=by, at=at)
    return Answer(bundle, "draft", "已保存")


@door
def attach_to_bundle(*, bundle: str, material: str, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Hand in a file once for every item that asks for the material. Raises Refused (422) where none does, and as ``attach`` does."""
    title = ""
    for draft in _locked(bundle, by=by):
        wanted = next((each for each in offered(draft.procedure, day_of(at)).materials if each.key == material), None)
        if wanted is None:
            continue
        kept_file(wanted, name, content, by=by, at=at, draft=draft)
        body = {"material": material, "size": len(content)}
        record(subject=f"draft:{draft.key}", kind="draft.attached", by=by, at=at, from_="draft", to="draft", body=body)
        title = wanted.title
    if not title:
        raise Refused(f"所选事项都不要求材料“{material}”", code="unknown_material", field="material", expected="表中所列的材料")
    return Answer(bundle, "draft", f"已上传{title}")


@door
def detach_from_bundle(*, bundle: str, attachment: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Take a file out of every item that it was handed in for. Raises Refused (404) for a file that is not in the form."""
    drafts = _locked(bundle, by=by)
    there = Attachment.objects.filter(draft__in=drafts, replaced_at=None)
    row = there.filter(key=attachment).first()
    if row is None:
        raise Refused("申请表中没有这个附件", code="unknown_attachment", field="attachment", status=404)
    for each in there.filter(material=row.material, name=row.name, digest=row.digest).select_related("draft"):
        assert each.draft is not None
        body = {"attachment": each.key}
        record(subject=f"draft:{each.draft.key}", kind="draft.detached", by=by, at=at, from_="draft", to="draft", body=body)
    there.filter(material=row.material, name=row.name, digest=row.digest).update(replaced_at=at)
    return Answer(bundle, "draft", "已移除附件")


@door
def submit_bundle(*, bundle: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交: one case for each item, all or none. Raises Refused with the problems of every item, each under the item's key."""
    cases: list[str] = []
    problems: list[Problem] = []
    for draft in _locked(bundle, by=by):
        try:
            cases.append(submitted(draft, by=by, at=at)[0].number)
        except Refused as refusal:
            problems += [_placed(problem, draft.procedure) for problem in refusal.problems]
    if problems:
        raise Refused.of(problems)
    return Answer(bundle, "submitted", f"已提交{len(cases)}个办件：{'、'.join(cases)}")


def _of_theme(theme: str, named: Sequence[str] | None, on: date) -> Sequence[str]:
    """The items of a theme that have no form of their own, or those of them that are named."""
    if theme not in themes.titles():
        raise Refused(f"没有代号为“{theme}”的主题", code="unknown_theme", field="theme", status=404)
    if problems := themes.closed(theme, on):
        raise Refused.of(problems, status=409)
    items = [each.key for each in of_theme(theme, on) if not each.procedure]
    if outside := [key for key in named or () if key not in items]:
        expected = f"其中的事项：{'、'.join(items)}"
        raise Refused(f"“{'、'.join(outside)}”不在这个主题之中", code="outside_theme", field="procedures", expected=expected)
    return items if named is None else named


def _locked(bundle: str, *, by: Actor) -> list[Draft]:
    """The drafts of a bundle under their locks, in the order of their items. Raises Refused (404, 409)."""
    keys = list(Draft.objects.filter(bundle=bundle).order_by("id").values_list("key", flat=True)) if bundle else []
    if not keys:
        raise Refused(f"没有编号为“{bundle}”的一件事申请", code="unknown_bundle", field="bundle", status=404)
    return [locked_draft(key, by=by) for key in keys]


def _placed(problem: Problem, procedure: str) -> Problem:
    return Problem(problem.message, problem.code, f"{procedure}.{problem.field}", problem.clause, problem.expected)
