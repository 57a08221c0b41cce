"""Article 7, the draw itself: uniform, steered by nobody, and worked out again from the published file."""

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from miluo.valuation_disposal import draw
from miluo.valuation_disposal.draw import Candidate, Part
from miluo.valuation_disposal.tests.drawn import CANDIDATES, PUBLIC_NUMBER, SAMPLE, SECRETS, announcement, parties, sample
from onewindow.words.canonical import sm3

pytestmark = pytest.mark.clause("valuation-7")


@pytest.mark.parametrize("candidates", [3, 5, 7])
def test_a_hundred_thousand_draws_are_uniform(candidates: int) -> None:
    drawn = Counter(draw.index(sm3(b"%d" % turn), candidates) for turn in range(100_000))
    expected = 100_000 / candidates
    chi_square = sum((drawn[place] - expected) ** 2 / expected for place in range(candidates))
    assert chi_square < {3: 13.82, 5: 18.47, 7: 22.46}[candidates]  # one honest draw in a thousand lies beyond; these are fixed


def test_a_biased_draw_would_be_found() -> None:
    drawn = Counter(int(sm3(b"%d" % turn)[:1], 16) % 5 for turn in range(100_000))  # 16 values on 5 places, folded back
    assert sum((drawn[place] - 20_000) ** 2 / 20_000 for place in range(5)) > 18.47


def test_a_value_beyond_the_last_whole_multiple_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = iter(["f" * 64, "0" * 11 + "4" + "0" * 52])
    monkeypatch.setattr(draw, "sm3", lambda content: next(digests))
    assert draw.index("any", 3) == 1  # 2**48 - 1 is a multiple of 3 and lies beyond the limit; then 4 % 3


def test_nobody_is_drawn_from_an_empty_list() -> None:
    with pytest.raises(ValueError, match="nobody"):
        draw.index("00", 0)


def test_the_order_in_which_appraisers_are_named_changes_nothing() -> None:
    assert draw.listed(CANDIDATES) == draw.listed(CANDIDATES[::-1])


def test_an_appraiser_stands_once_on_the_list() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw.listed((*CANDIDATES, Candidate(CANDIDATES[0].key, "演示评估机构重复")))


def test_nobody_can_hand_in_the_commitment_of_another_as_his_own() -> None:
    fixed = draw.digest_of(announcement())
    assert draw.commitment(fixed, "bank", SECRETS["exchange"]) != draw.commitment(fixed, "exchange", SECRETS["exchange"])
    other = draw.digest_of({**announcement(), "draw": "YH2023-0002"})
    assert draw.commitment(other, "bank", SECRETS["bank"]) != draw.commitment(fixed, "bank", SECRETS["bank"])


def favourite_wins(number_counts: bool, turns: int = 3_000) -> float:
    """How often the bank gets its favourite when it reveals last and withholds wherever that seems better to it."""
    dice, wins, fixed = random.Random(2023), 0, draw.digest_of(announcement())
    for _ in range(turns):
        others = [Part(party, "c", f"{dice.getrandbits(64):016x}") for party in ("exchange", "applicant")]
        own = f"{dice.getrandbits(64):016x}"
        guess = "" if not number_counts else f"{dice.randrange(10**6):06d}"  # it knows all but the number, and can only guess that
        revealed = [*others, Part("bank", "c", own)]
        hidden = [*others, Part("bank", "c")]
        chosen = revealed if draw.index(draw.seed(fixed, revealed, guess), 5) == 0 else hidden
        number = "" if not number_counts else f"{dice.randrange(10**6):06d}"
        wins += draw.index(draw.seed(fixed, chosen, number), 5) == 0
    return wins / turns


def test_who_withholds_his_secret_gains_nothing() -> None:
    assert abs(favourite_wins(number_counts=True) - 0.2) < 0.03


def test_without_the_public_number_the_last_to_reveal_would_steer() -> None:
    assert favourite_wins(number_counts=False) > 0.33  # 1 - 0.8 * 0.8 = 0.36


@pytest.mark.parametrize("changed", ["exchange", "applicant", "bank", "number", "list"])
def test_everything_that_was_given_enters_the_seed(changed: str) -> None:
    said = announcement(CANDIDATES[:-1]) if changed == "list" else announcement()
    secrets = {**SECRETS, changed: "another0123456789"} if changed in SECRETS else SECRETS
    number = "080112071822" if changed == "number" else PUBLIC_NUMBER
    assert draw.result(said, parties(draw.digest_of(said), secrets), number)["seed"] != sample()["seed"]


def test_the_published_sample_is_what_this_code_draws() -> None:
    assert json.loads(SAMPLE.read_text()) == sample()  # tests/draw.test.mjs reads the same file


def test_a_published_draw_holds_and_says_who_was_drawn() -> None:
    assert draw.findings(sample(), draw.digest_of(announcement())) == []
    assert draw.findings(sample(withheld=("bank",))) == []


def test_a_digest_may_be_typed_in_groups_as_the_paper_prints_it() -> None:
    noted = draw.digest_of(announcement())
    assert draw.findings(sample(), f" {noted[:8]} {noted[8:].upper()}") == []
    assert draw.findings(sample(), noted[:-1]) == ["公告内容与摇号前公布的公告摘要不符"]


def changed(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    *way, last = path.split(".")

    def change(file: dict[str, Any]) -> None:
        for step in way:
            file = file[int(step)] if isinstance(file, list) else file[step]
        file[int(last) if isinstance(file, list) else last] = value

    return change


TAMPERED = {
    "drawn.name": (changed("drawn", {"key": CANDIDATES[0].key, "name": CANDIDATES[0].name}), "不是应当抽中的机构"),
    "candidate": (changed("announcement.candidates.0.name", "别的机构"), "公告摘要"),
    "order": (changed("announcement.candidates.0.key", "99"), "顺序不对"),
    "secret": (changed("parties.2.secret", "bank0123456789abcdef02"), "合作银行揭示的口令与承诺不符"),
    "withheld": (changed("parties.2.secret", ""), "合作银行有揭示时间却没有口令"),
    "late": (changed("parties.1.revealed_at", "2023-08-01T17:00:01+08:00"), "产权经营主体的揭示不在规定时间内"),
    "commit late": (changed("parties.0.committed_at", "2023-08-01T12:00:01+08:00"), "市农村产权交易中心的承诺不在规定时间内"),
    "number": (changed("public_number", "080112071822"), "随机种子"),
    "number early": (changed("announcement.number.known_at", "2023-08-01T16:59:00+08:00"), "揭示截止以后"),
    "seed": (changed("seed", "0" * 64), "随机种子"),
    "party": (changed("parties", []), "三方不齐"),
    "nothing": (changed("announcement.candidates", None), "缺少内容"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_changed_file_is_found(what: str) -> None:
    change, words = TAMPERED[what]
    file = json.loads(json.dumps(sample()))
    change(file)
    assert any(words in finding for finding in draw.findings(file))


def test_a_change_of_the_list_alone_is_told_as_that_alone() -> None:
    file = json.loads(json.dumps(sample()))
    loser = next(place for place, each in enumerate(CANDIDATES) if each.key != file["drawn"]["key"])
    changed(f"announcement.candidates.{loser}.name", "别的机构")(file)
    assert draw.findings(file) == ["公告内容与公告摘要不符"]


def test_a_file_made_anew_with_another_list_does_not_match_the_digest_that_was_noted() -> None:
    said = announcement(CANDIDATES[:3])
    file = draw.result(said, parties(draw.digest_of(said)), PUBLIC_NUMBER)
    assert draw.findings(file) == []  # it agrees with itself
    assert draw.findings(file, draw.digest_of(announcement())) == ["公告内容与摇号前公布的公告摘要不符"]
