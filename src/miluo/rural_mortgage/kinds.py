"""What is mortgaged, by whom, for what: the closed lists of 汨政办发〔2023〕7号, each key with its title in Chinese. No Django."""

from __future__ import annotations

RIGHT_KINDS = {  # mortgage-2, as the contract names them
    "contract_arable": "农村土地承包经营权（耕地）",
    "contract_other": "农村土地承包经营权（林地、滩涂、水域等）",
    "operation_arable": "农村土地经营权（耕地）",
    "operation_other": "农村土地经营权（林地、滩涂、水域等）",
    "collective_construction": "集体建设用地使用权及房屋所有权",
    "homestead": "宅基地使用权及房屋所有权",
    "forest": "林权",
    "other": "其他农村产权",
}
CONTRACTS = ("contract_arable", "contract_other")
OPERATIONS = ("operation_arable", "operation_other")
TERMED = (*CONTRACTS, *OPERATIONS)  # rights that end with a contract or a transfer (mortgage-11a, mortgage-11b)
ARABLE = ("contract_arable", "operation_arable")  # what 市农业农村局 registers (mortgage-16)

LANDS = {
    "arable": "耕地",
    "forest": "林地",
    "shoal": "滩涂",
    "water": "水域",
    "construction": "集体建设用地",
    "homestead": "宅基地",
    "other": "其他",
}
APPLICANT_KINDS = {"person": "自然人", "business": "新型农业经营主体", "collective": "村集体经济组织"}  # mortgage-5
BUSINESS_KINDS = {  # the new agricultural operators (mortgage-5)
    "large_farmer": "规模经营农户",
    "family_farm": "家庭农场",
    "cooperative": "农民专业合作社",
    "leading_enterprise": "农业产业化龙头企业",
}
PURPOSES = {  # mortgage-8
    "1": "农业种植、养殖业和经济林栽植",
    "2": "购买农机具、运输工具和生产加工配套设施",
    "3": "农产品研发、成果转化、经营加工、品牌建设、市场营销",
    "4": "发展休闲农业等",
}
VALUE_BASES = {"agreed": "双方协商确定", "appraised": "有资质的机构评估"}  # mortgage-14
PROOFS = {"certificate": "权属证书", "proof": "权属证明"}  # mortgage-7-1, mortgage-9

DISPUTED, REQUISITION, RESTRICTED = "disputed", "requisition", "restricted"
FLAGS = {  # mortgage-21
    DISPUTED: "权属存在争议",
    REQUISITION: "已依法公告列入征地拆迁范围",
    RESTRICTED: "受其他形式限制",
}
BODIES = {"members": "村民会议成员", "representatives": "村民代表"}  # who votes (mortgage-10)

AGRICULTURE, REAL_ESTATE = "agriculture", "real_estate"
REGISTRARS = {AGRICULTURE: "agriculture-rural", REAL_ESTATE: "natural-resources"}  # the organisation behind each (mortgage-16)
EXCHANGE = "rural-property-exchange"  # 市农村产权交易中心: the hall in which both have their windows (mortgage-4)


def registrar_of(kind: str) -> str:
    """``agriculture`` or ``real_estate``: who registers a mortgage of that kind of right (mortgage-16)."""
    return AGRICULTURE if kind in ARABLE else REAL_ESTATE
