"""The closed words of appraisal and disposal, each key with its title in Chinese. No Django."""

from __future__ import annotations

EXCHANGE = "rural-property-exchange"  # 市农村产权交易中心

INTERNAL, NEGOTIATED, PROFESSIONAL = "internal", "negotiated", "professional"
METHODS = {  # valuation-4, and the agreed value of 7号第十四条
    INTERNAL: "合作银行、担保机构内部评估",
    NEGOTIATED: "双方协商确定",
    PROFESSIONAL: "专业评估机构评估",
}
SHORT = {INTERNAL: "内部评估", NEGOTIATED: "双方协商", PROFESSIONAL: "专业评估"}  # of a method, where a list has no room
PROPOSED, AGREED, DRAWING, DRAWN, REPORTED, CONTESTED, SETTLED, ENDED = (
    "proposed",
    "agreed",
    "drawing",
    "drawn",
    "reported",
    "contested",
    "settled",
    "ended",
)
STATES = {
    PROPOSED: "待各方确认评估方式",
    AGREED: "评估方式已确定",
    DRAWING: "摇号中",
    DRAWN: "已选定评估机构",
    REPORTED: "已出具评估报告",
    CONTESTED: "异议重新评估",
    SETTLED: "价值已确定",
    ENDED: "已终止",
}
PARTIES = {"applicant": "产权经营主体", "bank": "合作银行", "guarantor": "担保机构"}  # who agree on the method (valuation-4)

SELECTIONS = {
    "tender": "公开招标",
    "invited": "邀请招标",
    "consultation": "竞争性磋商",
    "other": "其他公开方式",
}  # 招投标等方式 (valuation-6)
GOOD, BAD, EXPELLED = "good", "bad", "expelled"
CREDITS = {GOOD: "良好记录", BAD: "不良记录", EXPELLED: "清退"}

LAND, HOUSE = "land", "house"
OBJECTS = {LAND: "土地", HOUSE: "房屋"}
PRICED_BY = {  # whose yearly opinion covers what (valuation-8, reading ``price_bureaus``)
    "agriculture-rural": (("contract_arable", LAND), ("contract_other", LAND), ("operation_arable", LAND), ("operation_other", LAND)),
    "natural-resources": (("collective_construction", LAND), ("homestead", LAND)),
    "forestry": (("forest", LAND),),
    "housing-construction": (("collective_construction", HOUSE), ("homestead", HOUSE)),
}
YEARLY, ONCE_MU, ONCE_METRE = "mu_year", "mu", "metre"
UNITS = {YEARLY: "元/亩·年", ONCE_MU: "元/亩", ONCE_METRE: "元/平方米"}
UNIT_OF = {  # by kind of right: what has a term is priced by the year
    "contract_arable": YEARLY,
    "contract_other": YEARLY,
    "operation_arable": YEARLY,
    "operation_other": YEARLY,
    "forest": ONCE_MU,
    "collective_construction": ONCE_METRE,
    "homestead": ONCE_METRE,
}

HOUSED = ("collective_construction", "homestead")  # rights with the house that stands on the land (valuation-2)
CONTRACTS, OPERATIONS = ("contract_arable", "contract_other"), ("operation_arable", "operation_other")
HANDLERS = {"bank": "合作银行", "guarantor": "担保机构"}  # who pursues and disposes (valuation-11)
OPENED, ROUTED, SOLD, DISTRIBUTED, CLOSED = "opened", "routed", "sold", "distributed", "closed"
DISPOSAL_STATES = {OPENED: "已启动", ROUTED: "已确定处置方式", SOLD: "已成交", DISTRIBUTED: "价款已分配", CLOSED: "已办结"}
WAYS = {"auction": "auction", "retransfer": "transfer"}  # the way of 7号第二十九条 that a route is; any other is a sale (变卖)
OF_THE_VILLAGE = ("collective", "member")  # buyers who go first at the same price where the village is their own (7号第二十九条)
BUYERS = {
    "government": "市人民政府（收储）",
    "collective": "本村集体经济组织",
    "member": "本市村集体经济组织成员",
    "third_party": "第三方经营主体",
    "public": "公开竞得人",
}
COSTS = {  # what may be necessary to dispose of a right (reading ``disposal_costs``)
    "auction": "拍卖、交易服务费",
    "appraisal": "处置评估费",
    "litigation": "诉讼、执行费用",
    "tax": "处置环节税费",
    "other": "其他必要费用",
}
