"""Article 7 through the doors: announced, committed to, revealed, drawn; who may do what until when."""

from typing import Any

import pytest

from miluo.valuation_disposal import draw as arithmetic
from miluo.valuation_disposal import services
from miluo.valuation_disposal.models import Appraiser, CreditRecord, Draw, Valuation
from miluo.valuation_disposal.tests.office import (
    CENTRE,
    FARMER,
    LENDER,
    NUMBER,
    OTHER_LENDER,
    PARTIES,
    SECRETS,
    USCCS,
    Register,
    agreed,
    announced,
    at,
    committed,
    drawn,
    refused,
    revealed,
)
from onewindow.papers.models import Paper

pytestmark = pytest.mark.clause("valuation-7")


def entered(draw: str, *parties: str, day: int = 2, value: str = NUMBER) -> None:
    for party in parties:
        services.enter_number(draw=draw, party=party, value=value, by=PARTIES[party], at=at(8, day, 22))


def test_one_of_the_list_is_drawn_and_anyone_works_it_out_again(register: Register) -> None:
    number = agreed()
    draw = Draw.objects.get(number=drawn(number))
    assert draw.drawn and draw.drawn.uscc in USCCS
    assert arithmetic.findings(draw.result, draw.digest) == []  # type: ignore[arg-type]  # it is drawn
    assert Valuation.objects.get(number=number).state == "drawn"
    assert set(Paper.objects.values_list("kind", flat=True)) == {"appraiser-draw-announcement", "appraiser-draw-result"}


def test_a_party_that_does_not_reveal_does_not_stop_the_draw(register: Register) -> None:
    draw = announced(agreed())
    committed(draw)
    revealed(draw, without=("bank",))
    entered(draw, "exchange", "bank")
    result = Draw.objects.get(number=draw).result
    assert result["parties"][2]["secret"] == ""
    assert arithmetic.findings(result) == []


def test_a_party_that_does_not_commit_does_not_stop_the_draw(register: Register) -> None:
    draw = announced(agreed())
    committed(draw, without=("applicant",))
    with refused("还有一方没有提交承诺", "valuation-7"):
        services.reveal(draw=draw, party="bank", secret=SECRETS["bank"], by=LENDER, at=at(8, 2, 11))
    revealed(draw, without=("applicant",))
    entered(draw, "bank", "applicant")
    assert Draw.objects.get(number=draw).state == "drawn"


def test_the_digest_of_the_list_stands_before_anybody_commits(register: Register) -> None:
    draw = Draw.objects.get(number=announced(agreed()))
    assert draw.digest == arithmetic.digest_of(draw.announcement)
    assert [each["key"] for each in draw.announcement["candidates"]] == sorted(USCCS)
    assert not draw.commitments.exists()


def test_the_number_must_come_after_the_last_hour_to_reveal(register: Register) -> None:
    number = agreed()
    for more in ({"number_known_at": at(8, 2, 17)}, {"reveal_until": at(8, 2, 12)}, {"commit_until": at(8, 2, 9)}):
        with refused("时间先后不对", "valuation-7"):
            announced(number, **more)
    assert announced(number)


@pytest.mark.parametrize(
    ("hour", "minute", "words"), [(12, 0, ""), (12, 1, "承诺的时间已过")], ids=["at the last moment", "a minute later"]
)
def test_commitments_end_with_their_hour(register: Register, hour: int, minute: int, words: str) -> None:
    draw = announced(agreed())
    fixed = Draw.objects.get(number=draw).digest
    said: dict[str, Any] = {"draw": draw, "party": "bank", "digest": arithmetic.commitment(fixed, "bank", SECRETS["bank"]), "by": LENDER}
    if words:
        with refused(words, "valuation-7"):
            services.commit(**said, at=at(8, 2, hour, minute))
    else:
        assert services.commit(**said, at=at(8, 2, hour, minute)).state == "open"


def test_nobody_reveals_too_late_or_twice_or_another_secret(register: Register) -> None:
    draw = announced(agreed())
    committed(draw)
    said = {"draw": draw, "party": "bank", "by": LENDER}
    with refused("口令与提交的承诺不符", "valuation-7"):
        services.reveal(**said, secret="another0123456789abc", at=at(8, 2, 13))
    with refused("揭示的时间已过", "valuation-7"):
        services.reveal(**said, secret=SECRETS["bank"], at=at(8, 2, 17, 1))
    services.reveal(**said, secret=SECRETS["bank"], at=at(8, 2, 17))
    with refused("已经揭示", "valuation-7"):
        services.reveal(**said, secret=SECRETS["bank"], at=at(8, 2, 17))


def test_a_commitment_is_a_digest_given_once_by_the_party_itself(register: Register) -> None:
    draw = announced(agreed())
    with refused("不是64位十六进制摘要", "valuation-7"):
        services.commit(draw=draw, party="bank", digest="abc", by=LENDER, at=at(8, 2, 10))
    with refused("由合作银行办理", "valuation-7"):
        services.commit(draw=draw, party="bank", digest="0" * 64, by=OTHER_LENDER, at=at(8, 2, 10))
    services.commit(draw=draw, party="bank", digest="0" * 64, by=LENDER, at=at(8, 2, 10))
    with refused("已经提交承诺", "valuation-7"):
        services.commit(draw=draw, party="bank", digest="1" * 64, by=LENDER, at=at(8, 2, 10))


def test_two_parties_enter_the_number_each_on_its_own(register: Register) -> None:
    draw = announced(agreed())
    with refused("公开号码还没有产生", "valuation-7"):
        services.enter_number(draw=draw, party="exchange", value=NUMBER, by=CENTRE, at=at(8, 2, 21))
    entered(draw, "exchange")
    with refused("不一致", "valuation-7"):
        entered(draw, "bank", value="080112071822")
    with refused("不能代录", "valuation-7"):
        services.enter_number(draw=draw, party="applicant", value=NUMBER, by=CENTRE, at=at(8, 2, 22))
    with refused("不是数字", "valuation-7"):
        entered(draw, "bank", value="八")
    assert Draw.objects.get(number=draw).state == "open"
    entered(draw, "bank")
    assert Draw.objects.get(number=draw).state == "drawn"


def test_who_entered_a_wrong_number_corrects_it_himself(register: Register) -> None:
    draw = announced(agreed())
    entered(draw, "exchange", value="111")
    entered(draw, "exchange")
    entered(draw, "applicant")
    assert Draw.objects.get(number=draw).result["public_number"] == NUMBER


def test_a_related_appraiser_stands_aside_with_the_reason(register: Register) -> None:
    draw = Draw.objects.get(number=announced(agreed(), excluded={USCCS[0]: "与合作银行有利害关系"}))
    assert USCCS[0] not in {each["key"] for each in draw.announcement["candidates"]}
    assert draw.announcement["excluded"] == [{"key": USCCS[0], "name": "演示评估机构一", "reason": "与合作银行有利害关系"}]


def test_nobody_stands_aside_without_a_reason_or_who_is_not_on_the_list(register: Register) -> None:
    number = agreed()
    with refused("没有写明回避的理由", "valuation-7"):
        announced(number, excluded={USCCS[0]: " "})
    with refused("名录中没有", "valuation-7"):
        announced(number, excluded={"X": "演示"})


def test_of_fewer_than_two_nobody_is_drawn(register: Register) -> None:
    number = agreed()
    aside = dict.fromkeys(USCCS[:4], "演示回避")
    with refused("候选名单只有1家", "valuation-7"):
        announced(number, excluded=aside)
    aside.pop(USCCS[0])
    assert announced(number, excluded=aside)


def test_a_value_without_an_appraiser_needs_no_draw(register: Register) -> None:
    with refused("没有约定由专业评估机构进行", "valuation-4"):
        announced(agreed("internal"))


def test_an_appraiser_that_cannot_do_it_goes_on_record_and_is_not_drawn_again(register: Register) -> None:
    number = agreed()
    first = Draw.objects.get(number=drawn(number))
    services.decline(draw=first.number, reason="演示：人手不足", by=CENTRE, at=at(8, 3))
    assert first.drawn and CreditRecord.objects.get(appraiser=first.drawn).kind == "bad"
    second = Draw.objects.get(number=announced(number, 4))
    assert first.drawn.uscc in {each["key"] for each in second.announcement["excluded"]}


def test_a_draw_is_voided_only_before_the_first_secret(register: Register) -> None:
    number = agreed()
    draw = announced(number)
    committed(draw)
    services.void(draw=draw, reason="演示：时间有误", by=CENTRE, at=at(8, 2, 11))
    assert Valuation.objects.get(number=number).state == "agreed"
    draw = announced(number, 3)
    committed(draw, 3)
    services.reveal(draw=draw, party="bank", secret=SECRETS["bank"], by=LENDER, at=at(8, 3, 11))
    with refused("已经开始揭示", "valuation-7"):
        services.void(draw=draw, reason="演示：再抽一次", by=CENTRE, at=at(8, 3, 11))


def test_one_draw_at_a_time_and_none_after_the_first(register: Register) -> None:
    number = agreed()
    announced(number)
    with refused("摇号中", "valuation-7"):
        announced(number, 3)
    with refused("摇号中", "valuation-4"):
        services.end_valuation(number=number, reason="演示", by=FARMER, at=at(8, 2))


def test_who_left_the_list_after_the_announcement_may_still_be_drawn_and_then_declines(register: Register) -> None:
    number = agreed()
    draw = announced(number)
    Appraiser.objects.update(left_on=at(8, 2).date(), left_for="演示退出")
    entered(draw, "exchange", "bank")
    assert services.decline(draw=draw, reason="已退出名录", by=CENTRE, at=at(8, 3)).state == "declined"
