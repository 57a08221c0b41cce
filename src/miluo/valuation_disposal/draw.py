"""摇号: one of a published list, by randomness that nobody can steer and that anyone can work out again (valuation-7). No Django.

The announcement fixes the list, the hours and which public number counts, before anybody has committed; its digest stands in all that
follows. Three parties commit to secrets, then reveal them; the public number becomes known only after the last hour to reveal. Who
withholds a secret does so without knowing what it would have changed, and gains nothing: its place is taken by its commitment.
The digest is SM3 (GB/T 32905); ``static/valuation_disposal/draw.js`` says the same in a browser without a network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onewindow.words.canonical import canonical, sm3

FORMAT = "onewindow-draw-1"
PARTIES = {"exchange": "市农村产权交易中心", "applicant": "产权经营主体", "bank": "合作银行"}
SECRET = re.compile(r"[0-9A-Za-z]{16,64}")
DIGEST = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"[0-9]{3,40}")
_DIGITS = 12  # of a digest, 48 bits: a whole number that every browser holds exactly
_SPAN = 16**_DIGITS


@dataclass(frozen=True, slots=True)
class Candidate:
    """An appraiser on the list; ``key`` is its 统一社会信用代码."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a party gave: its commitment, and its secret where it revealed one in time; empty where it did not."""

    party: str
    commitment: str = ""
    secret: str = ""


def listed(candidates: Sequence[Candidate]) -> list[dict[str, str]]:
    """The list as it is announced: by key, so that its order says nothing. Raises ValueError for a key that stands twice."""
    if len({each.key for each in candidates}) != len(candidates):
        raise ValueError("a candidate stands twice on the list")
    return [{"key": each.key, "name": each.name} for each in sorted(candidates, key=lambda each: each.key)]


def digest_of(announcement: Mapping[str, Any]) -> str:
    """The digest of an announcement: what is noted down before anybody commits."""
    return sm3(canonical({"purpose": f"{FORMAT}/announcement", "announcement": announcement}).encode())


def commitment(announcement: str, party: str, secret: str) -> str:
    """What a party hands in first. Bound to the draw and to the party, so that nobody can hand in another's as its own."""
    return sm3(f"{FORMAT}/commitment\n{announcement}\n{party}\n{secret}".encode())


def seed(announcement: str, parts: Sequence[Part], public_number: str) -> str:
    """64 hex digits from everything that was fixed before and the number that nobody of the three could know."""
    given = [[each.party, each.commitment, each.secret] for each in sorted(parts, key=lambda each: list(PARTIES).index(each.party))]
    said = {"purpose": f"{FORMAT}/seed", "announcement": announcement, "parts": given, "public_number": public_number}
    return sm3(canonical(said).encode())


def index(seed: str, candidates: int) -> int:
    """A place from 0, each as likely as the other: a value beyond the last whole multiple is thrown away, not folded back.

    Raises ValueError for less than one candidate.
    """
    if candidates < 1:
        raise ValueError("nobody to draw from")
    limit = _SPAN - _SPAN % candidates
    counter = 0
    while True:
        value = int(sm3(f"{seed}:{counter}".encode())[:_DIGITS], 16)
        if value < limit:
            return value % candidates
        counter += 1


def result(announcement: Mapping[str, Any], parties: Sequence[Mapping[str, Any]], public_number: str) -> dict[str, Any]:
    """The file that is published: the announcement, what each party gave and when, the number, the seed and who is drawn."""
    fixed = digest_of(announcement)
    parts = [Part(each["party"], each["commitment"], each["secret"]) for each in parties]
    value = seed(fixed, parts, public_number)
    candidates = announcement["candidates"]
    return {
        "format": FORMAT,
        "announcement": dict(announcement),
        "announcement_digest": fixed,
        "parties": [dict(each) for each in parties],
        "public_number": public_number,
        "seed": value,
        "drawn": dict(candidates[index(value, len(candidates))]),
    }


def findings(file: Mapping[str, Any], noted: str = "") -> list[str]:
    """What is wrong with a published file, in Chinese; nothing where it holds. ``noted`` is the digest of the announcement as noted.

    What rests on the announcement is worked out from the digest that the file says, so that a change of the list is told as that alone.
    """
    try:
        return [*_fixed(file, noted), *_given(file), *_drawn(file)]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return ["文件缺少内容或者格式不对"]


def _fixed(file: Mapping[str, Any], noted: str) -> list[str]:
    said, found = file["announcement"], []
    if file["format"] != FORMAT or said["format"] != FORMAT:
        found.append("文件格式不是本系统的摇号结果")
    if file["announcement_digest"] != digest_of(said):
        found.append("公告内容与公告摘要不符")
    if noted and "".join(noted.split()).lower() != digest_of(said):
        found.append("公告内容与摇号前公布的公告摘要不符")
    keys = [each["key"] for each in said["candidates"]]
    if not keys or keys != sorted(set(keys)) or set(keys) & {each["key"] for each in said["excluded"]}:
        found.append("名单有重复、顺序不对，或者列有应当回避的机构")
    hours = [datetime.fromisoformat(said[name]) for name in ("announced_at", "commit_until", "reveal_until")]
    known_at = datetime.fromisoformat(said["number"]["known_at"])
    if hours != sorted(set(hours)) or known_at <= hours[-1]:
        found.append("时间先后不对：公开号码须在揭示截止以后才产生")
    return found


def _given(file: Mapping[str, Any]) -> list[str]:
    said, found = file["announcement"], []
    announced, commit_until, reveal_until = (
        datetime.fromisoformat(said[name]) for name in ("announced_at", "commit_until", "reveal_until")
    )
    if [each["party"] for each in file["parties"]] != list(PARTIES):
        return ["参加摇号的三方不齐或者顺序不对"]
    for each in file["parties"]:
        title = PARTIES[each["party"]]
        if each["secret"] and commitment(file["announcement_digest"], each["party"], each["secret"]) != each["commitment"]:
            found.append(f"{title}揭示的口令与承诺不符")
        if each["revealed_at"] and not each["secret"]:
            found.append(f"{title}有揭示时间却没有口令")
        if each["commitment"] and not announced <= datetime.fromisoformat(each["committed_at"]) <= commit_until:
            found.append(f"{title}的承诺不在规定时间内")
        if each["secret"] and not announced <= datetime.fromisoformat(each["revealed_at"]) <= reveal_until:
            found.append(f"{title}的揭示不在规定时间内")
    return found


def _drawn(file: Mapping[str, Any]) -> list[str]:
    said, found = file["announcement"], []
    parts = [Part(each["party"], each["commitment"], each["secret"]) for each in file["parties"]]
    value = seed(file["announcement_digest"], parts, file["public_number"])
    if not NUMBER.fullmatch(file["public_number"]):
        found.append("公开号码不是数字")
    if file["seed"] != value:
        found.append("随机种子与承诺、口令和公开号码算出的不符")
    expected = said["candidates"][index(value, len(said["candidates"]))]
    if file["drawn"] != expected:
        found.append(f"公布的机构不是应当抽中的机构，应为{expected['name']}")
    return found
