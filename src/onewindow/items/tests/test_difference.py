"""Two versions side by side: every changed element once, entries matched by their key, in words."""

from onewindow.items.difference import between
from onewindow.items.tests.cast import WHOLE, whole

FIRST, SECOND = WHOLE["materials"]


def changes(**later: object) -> list[tuple[str, str, str, str]]:
    return [(each.path, each.title, each.before, each.after) for each in between(whole(), whole(**later))]


def test_a_version_does_not_differ_from_itself() -> None:
    assert between(whole(), whole()) == []


def test_a_changed_element_is_told_in_words() -> None:
    assert changes(promised_days=5, handling="promise", charge="charged") == [
        ("promised_days", "承诺办结时限", "10个工作日", "5个工作日"),
        ("charge", "是否收费", "不收费", "收费"),
    ]


def test_a_material_is_matched_by_its_key_wherever_it_stands() -> None:
    assert changes(materials=[FIRST, {**SECOND, "copies": 2, "required": False}]) == [
        ("materials.licence.copies", "申请材料“营业执照”：复印件份数", "1份", "2份"),
        ("materials.licence.required", "申请材料“营业执照”：必要", "是", "否"),
    ]
    assert changes(materials=[SECOND, FIRST]) == [
        ("materials.order", "申请材料的顺序", "取水许可申请书、营业执照", "营业执照、取水许可申请书")
    ]


def test_an_added_and_a_removed_entry_are_told_whole() -> None:
    added = changes(materials=[FIRST, SECOND, {"key": "map", "title": "位置图", "original": 1}])
    assert [(path, before) for path, _, before, _ in added] == [("materials.map", "")]
    assert "位置图" in added[0][3]
    removed = between(whole(), whole(materials=[FIRST]))
    assert [(each.path, each.kind, each.after) for each in removed] == [("materials.licence", "removed", "")]


def test_a_part_is_compared_field_by_field() -> None:
    assert changes(result={"title": "取水许可证", "kind": "certificate", "validity": "10年"}) == [
        ("result.validity", "办理结果：有效期限", "5年", "10年")
    ]


def test_of_a_first_version_everything_is_new() -> None:
    found = between(None, whole())
    assert {each.before for each in found} == {""}
    assert {"title", "materials", "steps"} <= {each.path for each in found}
