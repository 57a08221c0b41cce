"""摇号: announced with its list, committed to, revealed, and drawn once the public number is known (valuation-7, conv-valuation-3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from miluo.valuation_disposal.draw import DIGEST, FORMAT, NUMBER, PARTIES, SECRET, Candidate, commitment, digest_of, listed, result
from miluo.valuation_disposal.figures import figure
from miluo.valuation_disposal.kinds import AGREED, BAD, CONTESTED, DRAWING, DRAWN, PROFESSIONAL
from miluo.valuation_disposal.models import Appraiser, Commitment, CreditRecord, Draw, NumberEntry, Valuation
from miluo.valuation_disposal.models.draws import DECLINED, DONE, OPEN, VOID
from miluo.valuation_disposal.models.valuations import FIRST, SECOND
from miluo.valuation_disposal.papers import announcement_words, issue, result_words
from miluo.valuation_disposal.selectors.appraisers import listed_on
from miluo.valuation_disposal.services.opening import acting_as, hour, locked, one_of, require_exchange, words
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "valuation-7"


@door
def announce(
    *,
    number: str,
    commit_until: datetime,
    reveal_until: datetime,
    source: str,
    issue_number: str,
    number_known_at: datetime,
    excluded: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """公告摇号: the list, the hours and the public number that will count; from here on none of them changes.

    ``excluded`` are appraisers that stand aside, with the reason (conv-valuation-2); in the second round the first appraiser does.
    Raises Refused for a value that needs no appraiser, too few candidates, and hours that do not follow each other.
    """
    require_exchange(by, CLAUSE)
    valuation = locked(number, CLAUSE, AGREED, CONTESTED)
    _require_professional(valuation)
    hours = {"commit_until": commit_until, "reveal_until": reveal_until, "number_known_at": number_known_at}
    _require_order(at, **hours)
    round_ = SECOND if valuation.state == CONTESTED else FIRST
    aside = {**(excluded or {}), **_not_again(valuation)}
    candidates = _candidates(aside, at)
    said = {
        "format": FORMAT,
        "draw": next_number("appraiser-draws", at=at, pattern="YH{year}-{serial:04d}"),
        "valuation": number,
        "round": round_,
        "announced_at": hour(at),
        "commit_until": hour(commit_until),
        "reveal_until": hour(reveal_until),
        "number": _number(source, issue_number, number_known_at),
        "candidates": candidates,
        "excluded": _aside(aside),
    }
    draw = _announced(said, valuation, hours, by, at)
    return Answer(draw.number, OPEN, f"已公告{draw.number}，请三方在截止时间以前提交承诺", paper=_told(draw, valuation, by, at))


@door
def commit(*, draw: str, party: str, digest: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提交承诺: the digest of a secret that the party keeps to itself. Raises Refused after the hour, and for a second one."""
    found, counter = _acting(draw, party, by, at)
    if at > found.commit_until:
        raise Refused("承诺的时间已过", code="too_late", field="digest", clause=CLAUSE, expected=hour(found.commit_until), status=409)
    plain = digest.strip().lower()
    if not DIGEST.fullmatch(plain):
        raise Refused("承诺不是64位十六进制摘要", code="no_digest", field="digest", clause=CLAUSE, expected="由本页或者离线工具算出的摘要")
    if found.commitments.filter(party=party).exists():
        raise Refused(f"{PARTIES[party]}已经提交承诺", code="committed_before", field="party", clause=CLAUSE, status=409)
    Commitment.objects.create(draw=found, party=party, commitment=plain, committed_at=at, committed_by=by.id, at_counter=counter)
    record(subject=found.subject, kind="draw.committed", by=by, at=at, body={"party": party, "commitment": plain, "at_counter": counter})
    return Answer(draw, OPEN, f"{PARTIES[party]}已提交承诺，请妥善保存口令，揭示时使用")


@door
def reveal(*, draw: str, party: str, secret: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """揭示口令: once all have committed or the hour to commit is over, until the hour to reveal is.

    Raises Refused for another secret than the one that was committed to.
    """
    found, _ = _acting(draw, party, by, at)
    all_in = found.commitments.count() == len(PARTIES)
    if not all_in and at <= found.commit_until:
        raise Refused("还有一方没有提交承诺，现在揭示会让其看到您的口令", code="too_early", field="secret", clause=CLAUSE, status=409)
    if at > found.reveal_until:
        raise Refused("揭示的时间已过", code="too_late", field="secret", clause=CLAUSE, expected=hour(found.reveal_until), status=409)
    own = found.commitments.select_for_update().filter(party=party).first()
    if own is None or own.secret:
        said = "没有提交过承诺" if own is None else "已经揭示"
        raise Refused(f"{PARTIES[party]}{said}", code="nothing_to_reveal", field="party", clause=CLAUSE, status=409)
    plain = secret.strip()
    if not SECRET.fullmatch(plain) or commitment(found.digest, party, plain) != own.commitment:
        raise Refused("口令与提交的承诺不符", code="other_secret", field="secret", clause=CLAUSE, expected="提交承诺时使用的口令")
    own.secret, own.revealed_at, own.revealed_by = plain, at, by.id
    own.save(update_fields=["secret", "revealed_at", "revealed_by"])
    record(subject=found.subject, kind="draw.revealed", by=by, at=at, body={"party": party, "secret": plain})
    return Answer(draw, OPEN, f"{PARTIES[party]}已揭示口令")


@door
def enter_number(*, draw: str, party: str, value: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """录入公开号码, by two parties each on its own; with the second that says the same the appraiser is drawn.

    Raises Refused before the number can be known, and where the two differ.
    """
    found, counter = _acting(draw, party, by, at)
    if at < found.number_known_at:
        raise Refused(
            "公开号码还没有产生", code="too_early", field="value", clause=CLAUSE, expected=hour(found.number_known_at), status=409
        )
    if counter:
        raise Refused("公开号码由两方各自录入，不能代录", code="other_party", field="party", clause=CLAUSE, status=403)
    plain = value.strip()
    if not NUMBER.fullmatch(plain):
        raise Refused("公开号码不是数字", code="no_number", field="value", clause=CLAUSE, expected="3至40位数字，按公布的顺序连写")
    other = found.entries.exclude(party=party).first()
    if other and other.value != plain:
        said = f"与{PARTIES[other.party]}录入的号码不一致"
        raise Refused(said, code="numbers_differ", field="value", clause=CLAUSE, expected="按公布的号码核对", status=409)
    NumberEntry.objects.update_or_create(draw=found, party=party, defaults={"value": plain, "entered_at": at, "entered_by": by.id})
    record(subject=found.subject, kind="draw.number-entered", by=by, at=at, body={"party": party, "value": plain})
    if other is None:
        return Answer(draw, OPEN, "已录入公开号码，待另一方录入核对")
    return _drawn(found, plain, by, at)


@door
def decline(*, draw: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """抽中的机构不能承办: it goes on record, and another is drawn without it."""
    require_exchange(by, CLAUSE)
    found = _locked(draw, DONE)
    valuation = locked(found.valuation.number, CLAUSE, DRAWN)
    assert found.drawn  # drawn with its result
    found.state, found.ended_for = DECLINED, words(reason, "不能承办的原因", "reason", CLAUSE, 200)
    found.save(update_fields=["state", "ended_for"])
    days = {"happened_on": day_of(at), "recorded_on": day_of(at)}
    facts = f"抽中后不能承办：{found.ended_for}"
    CreditRecord.objects.create(appraiser=found.drawn, kind=BAD, facts=facts, evidence=draw, recorded_by=by.id, **days)
    back = CONTESTED if found.round == SECOND else AGREED
    _move(valuation, back)
    record(subject=found.subject, kind="draw.declined", by=by, at=at, from_=DONE, to=DECLINED, reason=found.ended_for)
    record(subject=valuation.subject, kind="valuation.declined", by=by, at=at, from_=DRAWN, to=back, body={"draw": draw})
    return Answer(draw, DECLINED, f"{found.drawn.name}不能承办，已登记，请重新摇号")


@door
def void(*, draw: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """作废 a draw whose announcement was wrong. Only before the first secret is revealed: afterwards it would choose among outcomes."""
    require_exchange(by, CLAUSE)
    found = _locked(draw, OPEN)
    if found.commitments.exclude(secret="").exists() or at > found.commit_until:
        raise Refused(
            "已经开始揭示，不能作废", code="too_late", field="draw", clause=CLAUSE, expected="承诺截止、口令揭示以前作废", status=409
        )
    valuation = locked(found.valuation.number, CLAUSE, DRAWING)
    found.state, found.ended_for = VOID, words(reason, "作废的原因", "reason", CLAUSE, 200)
    found.save(update_fields=["state", "ended_for"])
    back = CONTESTED if found.round == SECOND else AGREED
    _move(valuation, back)
    record(subject=found.subject, kind="draw.voided", by=by, at=at, from_=OPEN, to=VOID, reason=found.ended_for)
    record(subject=valuation.subject, kind="valuation.draw-voided", by=by, at=at, from_=DRAWING, to=back, body={"draw": draw})
    return Answer(draw, VOID, f"{draw}已作废")


def _number(source: str, issue_number: str, known_at: datetime) -> dict[str, str]:
    """Which public number counts."""
    name, issued = words(source, "公开号码的名称", "source", CLAUSE, 40), words(issue_number, "期号", "issue_number", CLAUSE, 40)
    return {"source": name, "issue": issued, "known_at": hour(known_at)}


def _announced(said: dict[str, Any], valuation: Valuation, hours: Mapping[str, datetime], by: Actor, at: datetime) -> Draw:
    """The draw with what was announced, fixed by its digest."""
    fixed = {"announcement": said, "digest": digest_of(said), "announced_at": at, "announced_by": by.id}
    return Draw.objects.create(number=said["draw"], valuation=valuation, round=said["round"], **hours, **fixed)


def _told(draw: Draw, valuation: Valuation, by: Actor, at: datetime) -> str:
    """The number of the paper that announces a draw."""
    before = _move(valuation, DRAWING)
    told = {
        "valuation": valuation.number,
        "round": draw.round,
        "candidates": len(draw.announcement["candidates"]),
        "digest": draw.digest,
    }
    record(subject=draw.subject, kind="draw.announced", by=by, at=at, to=OPEN, body=told)
    record(subject=valuation.subject, kind="valuation.draw-announced", by=by, at=at, from_=before, to=DRAWING, body={"draw": draw.number})
    return issue("announcement", announcement_words(draw, valuation), draw.number, by=by, at=at)


def _drawn(found: Draw, number: str, by: Actor, at: datetime) -> Answer:
    """Work the draw out, keep the file, and say who was drawn."""
    given = {each.party: each for each in found.commitments.all()}
    file = result(found.announcement, [_given(party, given.get(party)) for party in PARTIES], number)
    appraiser = Appraiser.objects.filter(uscc=file["drawn"]["key"], admitted_on__lte=day_of(found.announced_at)).latest("pk")
    found.state, found.result, found.drawn, found.drawn_at = DONE, file, appraiser, at
    found.save(update_fields=["state", "result", "drawn", "drawn_at"])
    valuation = locked(found.valuation.number, CLAUSE, DRAWING)
    _move(valuation, DRAWN)
    told = {"seed": file["seed"], "public_number": number, "appraiser": appraiser.uscc}
    record(subject=found.subject, kind="draw.drawn", by=by, at=at, from_=OPEN, to=DONE, body=told)
    record(subject=valuation.subject, kind="valuation.drawn", by=by, at=at, from_=DRAWING, to=DRAWN, body={"draw": found.number})
    paper = issue("result", result_words(found, valuation), found.number, by=by, at=at)
    return Answer(found.number, DONE, f"抽中{appraiser.name}，结果文件已公布", paper=paper)


def _given(party: str, row: Commitment | None) -> dict[str, Any]:
    if row is None:
        return {"party": party, "commitment": "", "committed_at": "", "secret": "", "revealed_at": "", "at_counter": False}
    return {
        "party": party,
        "commitment": row.commitment,
        "committed_at": hour(row.committed_at),
        "secret": row.secret,
        "revealed_at": hour(row.revealed_at) if row.revealed_at else "",
        "at_counter": row.at_counter,
    }


def _acting(draw: str, party: str, by: Actor, at: datetime) -> tuple[Draw, bool]:
    """The open draw, and whether the act is recorded at the counter. Raises Refused for who is not that party of it."""
    one_of(party, PARTIES, "一方", "party", CLAUSE)
    found = _locked(draw, OPEN)
    valuation = found.valuation
    if party == "exchange":
        require_exchange(by, CLAUSE)
        return found, False
    return found, acting_as(party, by, valuation, day_of(at), CLAUSE)


def _locked(number: str, state: str) -> Draw:
    found = (
        Draw.objects.select_for_update(of=("self",))
        .select_related("valuation__bank", "valuation__guarantor", "drawn")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise Refused(f"没有编号为“{number}”的摇号", code="unknown_draw", field="draw", status=404)
    if found.state != state:
        raise Refused(f"{number}{found.get_state_display()}，不能办理这一步", code="wrong_state", field="draw", clause=CLAUSE, status=409)
    return found


def _require_professional(valuation: Valuation) -> None:
    if valuation.method != PROFESSIONAL:
        raise Refused("这项评估没有约定由专业评估机构进行", code="no_appraiser", field="number", clause="valuation-4", status=409)


def _require_order(at: datetime, commit_until: datetime, reveal_until: datetime, number_known_at: datetime) -> None:
    if not at < commit_until < reveal_until < number_known_at:
        raise Refused(
            "时间先后不对",
            code="wrong_order",
            field="commit_until",
            clause=CLAUSE,
            expected="公告、承诺截止、揭示截止、公开号码产生依次在后：号码必须在揭示截止以后才产生",
        )


def _candidates(aside: Mapping[str, str], at: datetime) -> list[dict[str, str]]:
    """The list of the day without those that stand aside. Raises Refused (409) for too few (conv-valuation-4)."""
    found = [Candidate(each.uscc, each.name) for each in listed_on(day_of(at)) if each.uscc not in aside]
    _require_enough(len(found), at)
    return listed(found)


def _require_enough(candidates: int, at: datetime) -> None:
    fewest = int(figure("fewest_candidates", day_of(at)))
    if candidates < fewest:
        said = f"候选名单只有{candidates}家评估机构"
        raise Refused(said, code="too_few", field="excluded", clause=CLAUSE, expected=f"不少于{fewest}家，先增补名录", status=409)


def _not_again(valuation: Valuation) -> dict[str, str]:
    """Who stands aside of itself: who wrote the first report, and who was drawn and could not."""
    aside = {each.drawn.uscc: "抽中后不能承办" for each in valuation.draws.filter(state=DECLINED).select_related("drawn") if each.drawn}
    return aside | {each.appraiser.uscc: "出具了首次评估报告" for each in valuation.reports.select_related("appraiser")}


def _aside(excluded: Mapping[str, str]) -> list[dict[str, str]]:
    names = dict(Appraiser.objects.filter(uscc__in=excluded).values_list("uscc", "name"))
    unknown = next((uscc for uscc in excluded if uscc not in names), None)
    if unknown:
        raise Refused(f"名录中没有“{unknown}”", code="unknown_appraiser", field="excluded", clause=CLAUSE, expected="名录中的机构")
    reasons = {uscc: words(reason, "回避的理由", "excluded", CLAUSE, 100) for uscc, reason in sorted(excluded.items())}
    return [{"key": uscc, "name": names[uscc], "reason": reason} for uscc, reason in reasons.items()]


def _move(valuation: Valuation, state: str) -> str:
    before, valuation.state = valuation.state, state
    valuation.save(update_fields=["state"])
    return before
