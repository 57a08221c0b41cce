"""What a new version does to running cases: every element has its answer, by how far the case has come."""

from __future__ import annotations

from typing import Any

import pytest

from onewindow.items.content import ELEMENTS
from onewindow.items.effects import RULES, Effect, Stage, heaviest, judge, without_rule
from onewindow.items.tests.cast import WHOLE, whole

SAFE, CONSENT, NEVER = Effect.SAFE, Effect.CONSENT, Effect.NEVER
FIRST, SECOND = WHOLE["materials"]
PURPOSE, AMOUNT = WHOLE["form"]
THIRD = {"key": "survey", "title": "水资源论证报告", "original": 1, "source_channel": "intermediary"}
CHARGE = {"title": "证书工本费", "standard": "10元"}
HEARING = {"kind": "hearing", "title": "听证", "days": 20}

CASES: list[tuple[dict[str, Any], Effect, Effect]] = [
    ({"title": "取水许可（新办）"}, SAFE, SAFE),
    ({"consultation": "0730-0000000"}, SAFE, SAFE),
    ({"materials": [{**FIRST, "sample": "另一种示范文本"}, SECOND]}, SAFE, SAFE),
    ({"materials": [SECOND, FIRST]}, SAFE, SAFE),
    ({"materials": [FIRST]}, SAFE, SAFE),
    ({"materials": [FIRST, SECOND, {**THIRD, "required": False}]}, SAFE, SAFE),
    ({"materials": [FIRST, {**SECOND, "copies": 2}]}, CONSENT, NEVER),
    ({"materials": [FIRST, {**SECOND, "copies": 0}]}, SAFE, SAFE),
    ({"materials": [FIRST, {**SECOND, "certificate": ""}]}, CONSENT, NEVER),
    ({"materials": [FIRST, {**SECOND, "source_channel": "applicant"}]}, CONSENT, NEVER),
    ({"materials": [FIRST, {**SECOND, "standard": "加盖公章"}]}, CONSENT, NEVER),
    ({"materials": [FIRST, {**SECOND, "medium": "paper"}]}, CONSENT, NEVER),
    ({"promised_days": 5}, SAFE, SAFE),
    ({"promised_days": 15}, CONSENT, CONSENT),
    ({"statutory_days": 30}, SAFE, SAFE),  # the promise is what is counted
    ({"promised_days": None}, CONSENT, CONSENT),
    ({"prereview_days": 2}, CONSENT, CONSENT),
    ({"special": [HEARING]}, CONSENT, CONSENT),
    ({"handling": "instant"}, SAFE, NEVER),
    ({"delivery": ["window"]}, SAFE, SAFE),
    ({"charge": "charged"}, CONSENT, NEVER),
    ({"charges": [CHARGE]}, CONSENT, NEVER),
    ({"conditions": [*WHOLE["conditions"], "安装计量设施"]}, CONSENT, NEVER),
    ({"conditions": WHOLE["conditions"][:1]}, SAFE, SAFE),
    ({"form": [PURPOSE, AMOUNT, {"name": "source", "title": "取水水源"}]}, CONSENT, NEVER),
    ({"form": [PURPOSE, AMOUNT, {"name": "source", "title": "取水水源", "required": False}]}, SAFE, SAFE),
    ({"form": [PURPOSE]}, CONSENT, CONSENT),
    ({"form": [PURPOSE, {**AMOUNT, "unit": "万立方米"}]}, NEVER, NEVER),
    ({"form": [PURPOSE, {**AMOUNT, "help": "按上一年度填写"}]}, SAFE, SAFE),
    ({"basis": [{"law": "取水许可和水资源费征收管理条例", "article": "第十条"}]}, SAFE, NEVER),
    ({"review_points": ["用途", "水量"]}, CONSENT, NEVER),
    ({"result": {**WHOLE["result"], "validity": "3年"}}, CONSENT, CONSENT),
    ({"result": {**WHOLE["result"], "kind": "reply"}}, NEVER, NEVER),
    ({"organisation": "agriculture"}, NEVER, NEVER),
    ({"kind": "07"}, NEVER, NEVER),
    ({"applicants": ["enterprise"]}, NEVER, NEVER),
    ({"applicant_kinds": ["1"]}, NEVER, NEVER),
    ({"presence": "专区"}, NEVER, NEVER),
]


def test_no_element_of_an_item_is_without_an_answer() -> None:
    assert without_rule() == []


def test_no_answer_is_for_an_element_that_there_is_not() -> None:

    known = {(each.name, "") for each in ELEMENTS} | {(each.name, column.name) for each in ELEMENTS for column in each.columns}
    assert not set(RULES) - known


@pytest.mark.clause("onewindow-a4-1-2")
@pytest.mark.parametrize(("later", "submitted", "accepted"), CASES)
def test_a_change_is_judged_by_what_it_asks_of_the_applicant(later: dict[str, Any], submitted: Effect, accepted: Effect) -> None:
    judged = judge(whole(), whole(**later))
    assert judged and all(each.effects.because for each in judged)
    assert (heaviest(judged, Stage.SUBMITTED), heaviest(judged, Stage.ACCEPTED)) == (submitted, accepted)


@pytest.mark.clause("onewindow-a4-1-2")
def test_a_material_added_after_the_acceptance_is_never_demanded() -> None:
    judged = judge(whole(), whole(materials=[FIRST, SECOND, THIRD]))
    assert heaviest(judged, Stage.SUBMITTED) is CONSENT
    assert heaviest(judged, Stage.ACCEPTED) is NEVER


def test_what_is_decided_stays_whatever_changed() -> None:
    assert heaviest(judge(whole(), whole(title="改名")), Stage.DECIDED) is NEVER


def test_the_heaviest_change_decides_for_all() -> None:
    judged = judge(whole(), whole(title="改名", promised_days=15, organisation="agriculture"))
    assert [each.effects.accepted for each in judged] == [SAFE, NEVER, CONSENT]
    assert heaviest(judged, Stage.ACCEPTED) is NEVER
    assert heaviest([], Stage.ACCEPTED) is SAFE
