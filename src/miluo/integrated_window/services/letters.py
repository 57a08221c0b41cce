"""授权委托书 (附件4): drawn up by the body with its list of items, sealed by both parties, revoked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from miluo.integrated_window.conditions import AT_WINDOW
from miluo.integrated_window.models import Letter, LetterItem
from miluo.integrated_window.models.letters import AGENT, DRAFT, INITIALLED, PARTIES, REVOKED, SIGNED
from miluo.integrated_window.natures import INSTANT, served_of
from miluo.integrated_window.services.opening import (
    known_item,
    not_earlier,
    not_later,
    one_of,
    own_body,
    require_bureau,
    require_owner,
    words,
)
from onewindow.accounts.sealed import digest
from onewindow.cases.services.door import Answer, door
from onewindow.items.content import Content
from onewindow.items.models import Item
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

LETTER, SIGNING = "onewindow-4-5-letter", "onewindow-a4-sign"
Line = Mapping[str, Any]


@door
def draw_up(*, starts_on: date, item_count: int, items: Sequence[Line], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """草拟: ``items`` are {code, decides, note}; their number is that which the letter states. Refused with everything that is wrong."""
    body = own_body(by, LETTER)
    if item_count != len(items) or not items:
        message = f"委托书写明{item_count}项，所附清单为{len(items)}项"
        raise Refused(message, code="count_differs", field="item_count", clause=LETTER, expected="项数与所附清单一致，至少一项")
    found = _lines(items, by)
    letter = Letter.objects.create(
        number=next_number("authorisation-letters", at=at, pattern="SQ{year}-{serial:04d}"),
        organisation=body,
        starts_on=starts_on,
        item_count=item_count,
        drawn_up_on=day_of(at),
        drawn_up_by=by.id,
    )
    for place, (item, content, line) in enumerate(found, start=1):
        LetterItem.objects.create(
            letter=letter,
            place=place,
            code=item.code,
            title=content.title,
            nature=content.kind,
            handling=content.handling or "promise",
            served=served_of(content.applicants),
            decides=bool(line.get("decides")),
            note=str(line.get("note", "")).strip()[:200],
        )
    told = {
        "starts_on": starts_on,
        "items": [item.code for item, _, _ in found],
        "decides": [i.code for i, _, each in found if each.get("decides")],
    }
    record(subject=letter.subject, kind="authorisation-letter.drawn_up", by=by, at=at, to=DRAFT, body=told)
    return Answer(letter.number, DRAFT, f"已草拟授权委托书{letter.number}，共{item_count}项")


@door
def sign(
    *,
    number: str,
    party: str,
    signer: str,
    sealed_on: date,
    scan_name: str = "",
    scan: bytes = b"",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """签章: one party's seal and signature; with one it is 草签, with both it is signed and holds from its first day."""
    letter = _locked(number)
    one_of(party, PARTIES, "签章方", "party", SIGNING)
    _require_party(letter, party, by)
    if letter.state not in {DRAFT, INITIALLED}:
        raise Refused(
            f"委托书{number}{letter.get_state_display()}，不能再签章", code="wrong_state", field="number", clause=SIGNING, status=409
        )
    if getattr(letter, f"{party}_sealed_on") is not None:
        raise Refused(f"{PARTIES[party]}已经签章", code="already_sealed", field="party", clause=SIGNING, status=409)
    name = words(signer, "负责人姓名", "signer", SIGNING, 30)
    day = not_later(sealed_on, day_of(at), "签章日期", "sealed_on", SIGNING)
    setattr(letter, f"{party}_sealed_on", day)
    setattr(letter, f"{party}_signer", name)
    if scan:
        letter.scan = files.keep(scan, media_type=check_upload(scan_name, scan, allowed=("pdf", "png", "jpg"))).digest
        letter.scan_name = file_name(scan_name)
    before = letter.state
    letter.state = SIGNED if letter.principal_sealed_on and letter.agent_sealed_on else INITIALLED
    letter.save()
    body = {"party": party, "sealed_on": day, "signer": digest(name, purpose="letter-signer", salt=letter.number), "scan": letter.scan}
    record(subject=letter.subject, kind="authorisation-letter.sealed", by=by, at=at, from_=before, to=letter.state, body=body)
    then = f"双方签章齐全，自{said(letter.starts_on)}起生效" if letter.state == SIGNED else "现为草签，待另一方签章"
    return Answer(number, letter.state, f"{PARTIES[party]}已签章；{then}")


@door
def revoke(*, number: str, reason: str, from_day: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤销 from a day on: the items of the letter are no longer opened at the window from then (letter_term: until_revoked)."""
    letter = _locked(number)
    own_body(by, "onewindow-a4-scope")
    if letter.organisation.key != by.organisation:
        raise Refused("只有委托单位可以撤销", code="not_own_letter", field="by", clause="onewindow-a4-scope", status=403)
    if letter.state == REVOKED:
        raise Refused(f"委托书{number}已经撤销", code="wrong_state", field="number", clause="onewindow-a4-scope", status=409)
    not_earlier(from_day, day_of(at), "撤销日期", "from_day", "onewindow-a4-scope")
    before, letter.state, letter.revoked_on = letter.state, REVOKED, from_day
    letter.revocation_reason = words(reason, "撤销的原因", "reason", "onewindow-a4-scope", 200)
    letter.save(update_fields=["state", "revoked_on", "revocation_reason"])
    body = {"from_day": from_day}
    record(
        subject=letter.subject,
        kind="authorisation-letter.revoked",
        by=by,
        at=at,
        from_=before,
        to=REVOKED,
        reason=letter.revocation_reason,
        body=body,
    )
    return Answer(number, REVOKED, f"委托书{number}自{said(from_day)}起撤销")


def _lines(items: Sequence[Line], by: Actor) -> list[tuple[Item, Content, Line]]:
    found, problems, seen = [], [], set()
    for place, line in enumerate(items, start=1):
        code = str(line.get("code", "")).strip()
        try:
            item, content = known_item(code, LETTER, field="items")
            require_owner(item, by, LETTER)
            problems += _line_problems(content, line, code in seen, place)
            found.append((item, content, line))
        except Refused as refused:
            problems += [
                Problem(f"第{place}项：{each.message}", each.code, "items", each.clause, each.expected) for each in refused.problems
            ]
        seen.add(code)
    if problems:
        raise Refused.of(problems)
    return found


def _line_problems(content: Content, line: Line, again: bool, place: int) -> list[Problem]:
    found = []
    if again:
        found.append(Problem(f"第{place}项“{content.title}”列了两次", "listed_twice", "items", LETTER, "每个事项只列一次"))
    if content.presence != AT_WINDOW:
        found.append(Problem(f"第{place}项“{content.title}”不由综合窗口受理", "not_at_window", "items", LETTER, "进驻综合窗口的事项"))
    if line.get("decides") and content.handling != INSTANT:
        message = f"第{place}项“{content.title}”是承诺件，不能授权当场办结"
        found.append(Problem(message, "no_instant_item", "items", "onewindow-4-5-instant", "只有即办件授权当场办结"))
    return found


def _require_party(letter: Letter, party: str, by: Actor) -> None:
    if party == AGENT:
        require_bureau(by, SIGNING)
        return
    own_body(by, SIGNING)
    if letter.organisation.key != by.organisation:
        expected = f"由{letter.organisation.short_name}签章"
        raise Refused("您不是委托单位的人员", code="not_own_letter", field="party", clause=SIGNING, expected=expected, status=403)


def _locked(number: str) -> Letter:
    found = Letter.objects.select_for_update(of=("self",)).select_related("organisation").filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的授权委托书", code="unknown_letter", field="number", status=404)
    return found
