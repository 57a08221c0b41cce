"""Each check finds its defect in a small draft, and leaves the draft alone when the defect is mended."""

import pytest

from onewindow.law.gazette.parse import parse_draft
from onewindow.law.gazette.text import ARTICLE, TABLE, Annex, Attachment, Block, Document, Table
from onewindow.law.lint.check import all_rules, findings
from onewindow.law.lint.finding import SEVERITIES, Finding
from onewindow.law.lint.library import Library, Service

HEAD = "演示县甲乙丙丁管理办法\n第一章 总则\n"
FOUND = [
    ("tier-overlap", "销售额10万～50万元（含）的奖励1万元，50万元以上的奖励2万元。", "50万元"),
    ("tier-overlap", "总额50万元以下的由甲局办理，总额50万元（含）以上的由乙局办理。", "50万元"),
    ("tier-overlap", "年限3~5年的不超过50%；年限3年以内的不超过40%。", "3年以内"),
    ("tier-gap", "年限3年以内的不超过40%；年限3~5年的不超过50%。", "最高一档"),
    ("tier-gap", "不满10万元的不奖，超过10万元的奖励1万元。", "恰为该数"),
    ("tier-open-end", "销售额1万～10万元（含）的奖励1万元，超过10万元的奖励2万元。", "起点"),
    ("wording-contradiction", "总额超过1000万美元（含）的，给予支持。", "超过1000万美元（含）"),
    ("missing-base", "每增加200万元，追加奖励2万元。", "起算"),
    ("stacking-rule", "按照从优、从高的原则享受奖励。", "能否累计"),
    ("budget-undefined", "专项资金每年安排不少于200万元，用于奖励企业。", "超出预算"),
    ("measure-drift", "概算投资200万元以上的备案。总投资50万元以上的验收。", "口径"),
    ("effect-conflict", "合同自登记之日生效。未办理登记的，不得对抗第三人。", "不能并存"),
    ("unit-conflict", "应当在变更之日起5日内到登记窗口办理手续。应当在变更之日起5个工作日内到登记窗口办理注销。", "单位不同"),
    ("competence-conflict", "由甲局负责登记。违反规定的，由乙中心注销登记。", "乙中心"),
    ("definition-vs-example", "统计期是指前365日，如2022年1月31日（含）至2023年1月31日。", "2月29日"),
    ("definition-vs-example", "统计期是指前30日，如2022年1月1日至2022年1月21日。", "20日"),
    ("missing-start-event", "对符合条件的，在3个工作日内发出通知。", "从何时起算"),
    ("term-drift", "本办法适用于全县。违反本通知的，不予支持。", "本通知"),
    ("undefined-term", "实现“破零”的企业，奖励人民币2万元。", "破零"),
    ("reference-missing", "依照本办法第九条办理。", "没有第九条"),
    ("reference-missing", "材料清单详见附件3。", "没有附件3"),
    ("cross-document-conflict", "评估机构由双方协商确定。", "随机确定"),
    ("sum-mismatch", "同意增加金额30万元，将概算由100万元调增至140万元。", "40"),
    ("sum-mismatch", "设立3个专区（人社、医保）。", "列出了2个"),
    ("upper-law", "本办法所称权利包括宅基地使用权等，可以抵押。", "民法典"),
]
MENDED = [
    ("tier-overlap", "销售额10万～50万元（含）的奖励1万元，超过50万元的奖励2万元。"),
    ("tier-overlap", "总额100万（含）～500万元的奖励5万元，500万（含）～1000万元的奖励10万元。"),
    ("tier-overlap", "2023年6月1日～3日办理，3日以后不再受理；满500元奖励2元。"),
    ("tier-gap", "年限3年以内的不超过40%；年限3年以上的不超过50%。"),
    ("tier-open-end", "销售额1万元以上10万元以下的奖励1万元，超过10万元的奖励2万元。"),
    ("wording-contradiction", "总额1000万美元（含）以上的，不超过20万元（含）。"),
    ("missing-base", "在10万元的基础上，每增加200万元，追加奖励2万元。"),
    ("stacking-rule", "按照从优、从高的原则享受奖励，同时符合几项的只能享受其中一项。"),
    ("budget-undefined", "专项资金每年安排不少于200万元，用于奖励企业；资金不足时按比例兑付。"),
    ("budget-undefined", "运转经费每年不少于200万元。"),
    ("measure-drift", "总投资200万元以上的备案。总投资50万元以上的验收。"),
    ("effect-conflict", "合同自签订之日生效。未办理登记的，不得对抗第三人。"),
    ("unit-conflict", "应当在5日内报送审查。应当在5个工作日内办结登记手续。"),
    ("competence-conflict", "由甲局负责登记。违反规定的，由甲局注销登记。"),
    ("definition-vs-example", "统计期是指前30日，如2022年1月1日至2022年1月31日。"),
    ("missing-start-event", "自受理之日起3个工作日内发出通知。"),
    ("missing-start-event", "收到申请后在3日内答复。"),
    ("term-drift", "本办法适用于全县。违反本办法的，不予支持。"),
    ("undefined-term", "“破零”是指上一年度没有进出口而本年度有。实现“破零”的企业，奖励人民币2万元。"),
    ("undefined-term", "贯彻“三新”精神，营造氛围。"),
    ("reference-missing", "依照本办法第一条办理，《甲法》第九十条另有规定的除外。"),
    ("cross-document-conflict", "评估机构由主管部门公布。"),
    ("sum-mismatch", "同意增加金额40万元，将概算由100万元调增至140万元，设立2个专区（人社、医保）。"),
    ("upper-law", "宅基地使用权不得抵押。"),
]


def draft(text: str) -> Document:
    return parse_draft(f"{HEAD}第一条 为了演示，制定本办法。评估机构用摇号方式随机确定评估机构。\n第二条 {text}\n")


def found(document: Document, rule: str, **known: object) -> list[Finding]:
    return list(findings(Library.of([document], **known), only=[rule]))  # type: ignore[arg-type]


def with_table(table: Table, number: str = "演政发〔2030〕4号") -> Document:
    block = Block(TABLE, "", "表", (9, 12), (), table)
    annex = Attachment("附件1", "表", (8, 12), (block,))
    return Document(number, "演示县人民政府关于演示的通知", "演示县人民政府", (), None, None, (1, 12), (), (annex,), (Annex(1, "表"),))


@pytest.mark.parametrize(("rule", "text", "words"), FOUND)
def test_a_defect_is_found(rule: str, text: str, words: str) -> None:
    messages = [each.message for each in found(draft(text), rule)]
    if rule == "upper-law":
        messages = [each.message for each in found(parse_draft(f"演示县权利抵押管理办法\n第一条 {text}"), rule)]
    assert len(messages) == 1
    assert words in messages[0]


@pytest.mark.parametrize(("rule", "text"), MENDED)
def test_what_is_mended_is_not_found(rule: str, text: str) -> None:
    assert not found(draft(text), rule)


def test_a_finding_names_rule_document_place_text_and_severity() -> None:
    (finding,) = found(draft("对符合条件的，在3个工作日内发出通知。"), "missing-start-event")
    assert (finding.document, finding.place, finding.clause, finding.reading) == ("演示县甲乙丙丁管理办法", "第二条", None, None)
    assert finding.severity in SEVERITIES
    assert finding.text == "对符合条件的，在3个工作日内发出通知。"
    assert set(finding.as_json()) >= {"rule", "severity", "document", "clause", "message", "text", "reading"}


def test_every_rule_has_a_name_of_its_own_and_a_chinese_title() -> None:
    rules = all_rules()
    assert len({rule.name for rule in rules}) == len(rules) >= 22
    assert all(rule.severity in SEVERITIES and not rule.title.isascii() for rule in rules)


def test_two_rows_with_one_code_collide() -> None:
    table = Table(("序号", "单位", "代码"), (("1", "甲镇", "BSTR-△△-△△△"), ("2", "乙镇", "BSTR-△△-△△△"), ("3", "丙镇", "CLTR-△△-△△△")))
    (finding,) = found(with_table(table), "code-collision")
    assert "第1行甲镇、第2行乙镇" in finding.message


def test_a_code_with_fewer_places_than_the_others_is_found() -> None:
    rows = tuple((str(row), f"单位{row}", f"ABDR-△△△△-0{row}△△△") for row in range(1, 5))
    table = Table(("序号", "单位", "代码"), (*rows, ("5", "戊局", "ABDR-△△△△-05△△")))
    (finding,) = found(with_table(table), "pattern-mismatch")
    assert "第5行戊局" in finding.message
    assert not found(with_table(Table(("序号", "单位", "代码"), rows)), "pattern-mismatch")


@pytest.mark.parametrize(
    ("printed", "official", "words"),
    [
        ("民政宗教事务局", "演示县民族宗教事务局", "别字"),
        ("莫须有局", None, "不是已登记"),
    ],
)
def test_a_misprinted_or_unknown_body_is_found(printed: str, official: str | None, words: str) -> None:
    table = Table(("序号", "单位名称"), (("1", printed),))
    (finding,) = found(with_table(table), "name-mismatch", names=lambda _: official)
    assert words in finding.message


@pytest.mark.parametrize(
    ("printed", "official"), [("教体局", "演示县教育体育局"), ("各镇", None), ("卫健局（疾控中心）", "演示县卫生健康局")]
)
def test_an_abbreviation_or_a_group_is_no_misprint(printed: str, official: str | None) -> None:
    assert not found(with_table(Table(("序号", "单位名称"), (("1", printed),))), "name-mismatch", names=lambda _: official)


def test_a_total_that_is_not_the_sum_is_found() -> None:
    table = Table(("单位", "甲镇", "乙镇", "合计"), (("户数", "1.5", "2.25", "3.70"),))
    (finding,) = found(with_table(table), "sum-mismatch")
    assert "3.75" in finding.message
    assert not found(with_table(Table(table.header, (("户数", "1.5", "2.25", "3.75"),))), "sum-mismatch")


def test_columns_that_are_no_parts_of_the_total_are_left_out() -> None:
    table = Table(("序号", "编号", "名称", "甲镇", "乙镇", "合计"), (("1", "2030", "户数", "1", "2", "3"),))
    assert not found(with_table(table), "sum-mismatch")


def test_a_skipped_number_is_found_in_texts_and_in_cells() -> None:
    skipped = parse_draft(f"{HEAD}第一条 甲。\n第三条 乙。\n")
    assert [finding.text for finding in found(skipped, "numbering-skip")] == ["第三条"]
    table = Table(("序号", "单位", "任务"), (("1", "甲局", "1.办甲。\n2.办乙。\n4.办丙。"),))
    assert [finding.text for finding in found(with_table(table), "numbering-skip")] == ["2、4"]
    assert not found(draft("甲。"), "numbering-skip")


def test_annexes_that_changed_places_or_are_missing_are_found() -> None:
    one, two = (Attachment(f"附件{at}", name, (at, at), ()) for at, name in ((1, "乙表"), (2, "甲表")))
    listed = (Annex(1, "甲表"), Annex(2, "乙表"), Annex(3, "丙表"))
    document = Document("演政发〔2030〕4号", "通知", "演示县人民政府", (), None, None, (1, 9), (), (one, two), listed)
    assert [finding.place for finding in found(document, "reference-missing")] == ["附件目录1", "附件目录2", "附件目录3"]


def of_number(number: str, text: str, registration: str | None = None) -> Document:
    blocks = (Block(ARTICLE, "第一条", text, (2, 2)),)
    return Document(number, "演示县人民政府关于演示的通告", "演示县人民政府", (), None, registration, (1, 2), blocks)


def test_a_normative_document_without_registration_is_found() -> None:
    text = "禁止演示。本通告自2030年3月1日起施行。"
    assert found(of_number("演政告〔2030〕4号", text), "unregistered-normative-document")
    assert not found(of_number("演政告〔2030〕4号", text, "YSDR-2030-00001"), "unregistered-normative-document")
    assert not found(of_number("演政人〔2030〕4号", text), "unregistered-normative-document")
    assert not found(of_number("演政告〔2030〕4号", "通报表扬甲镇。"), "unregistered-normative-document")


def test_a_long_dash_is_found_where_a_document_rules_for_a_hyphen() -> None:
    rule = of_number("演政办发〔2030〕1号", "三个部分之间用短横杠连接。", "YSDR-2030-01001")
    long = of_number("演政告〔2030〕2号", "甲。", "YSDR—2030—00002")
    hits = findings(Library.of([rule, long]), only=["pattern-mismatch"])
    assert [hit.document for hit in hits] == ["演政告〔2030〕2号"]
    assert not findings(Library.of([long]), only=["pattern-mismatch"])


def test_shares_fixed_here_and_agreed_there_conflict() -> None:
    fixed = of_number("演政发〔2030〕8号", "损失由合作银行承担20%，担保公司承担80%。")
    agreed = of_number("演政发〔2030〕9号", "由银行与担保机构按约定风险分担比例承担损失。")
    (finding,) = findings(Library.of([fixed, agreed]), only=["cross-document-conflict"])
    assert finding.document == "演政发〔2030〕9号"
    assert "演政发〔2030〕8号" in finding.message


def test_a_claim_for_a_loss_that_arises_before_the_loss_is_found() -> None:
    text = "本办法所称贷款损失，是指未能收回的本息。基金补偿银行贷款损失的50%。银行贷款发生逾期后于2个工作日内提交补偿申请。"
    (finding,) = found(of_number("演政发〔2030〕8号", text), "term-drift")
    assert "逾期" in finding.message


def test_services_on_a_document_that_has_ended_are_found() -> None:
    service = Service("演政发〔2030〕4号", "甲事项", "2032-02-28")
    (finding,) = found(of_number("演政发〔2030〕4号", "甲。"), "ended-with-services", services=[service])
    assert "甲事项" in finding.message
    assert "2032-02-28" in finding.message
