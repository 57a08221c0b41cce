"""Who the fund supports, and what the register calls it: kinds of subject, industries, grounds of removal. No Django."""

COLLECTIVE, BUSINESS = "collective", "business"
SUBJECT_KINDS = {COLLECTIVE: "村级集体经济组织", BUSINESS: "农业经营主体"}
INDUSTRIES = {
    "camellia": "油茶",
    "grain": "粮食",
    "vegetables": "蔬菜",
    "livestock": "畜禽",
    "zongzi": "粽子",
    "sweet-wine": "甜酒",
    "sweet-potato": "红薯",
    "tea": "茶叶",
    "aquatic": "水产",
    "fruit": "水果",
    "agritourism": "农旅",
    "other": "其他农业产业",
}
AUTHORITIES = ("agriculture-rural", "natural-resources", "market-regulation", "forestry")
CHECKS = {
    "credit_clean": "申请人及其股东、法定代表人、实际控制人没有重大不良信用记录",
    "taxes_filed": "正常经营、及时申报纳税",
    "no_accident": "没有环境、安全风险事故",
    "no_penalty": "没有受到重大行政处罚",
}
ADJUSTED, FRAUD, MISUSE, MALICIOUS, ILLEGAL = "adjusted", "fraud", "misuse", "malicious", "illegal"
REMOVALS = {
    ADJUSTED: "动态调整移出",
    FRAUD: "以虚假手段骗取贷款",
    MISUSE: "改变贷款资金用途",
    MALICIOUS: "恶意到期不还款",
    ILLEGAL: "以不法手段造成贷款损失",
}
GRADES = {"normal": "正常", "special-mention": "关注", "substandard": "次级", "doubtful": "可疑", "loss": "损失"}
BAD_GRADES = frozenset({"substandard", "doubtful", "loss"})  # conv-fund-5
SOURCES = {  # article 九; what the fund earns is booked by itself
    "finance": "市财政局统筹安排资金",
    "superior": "上级农村产权抵（质）押贷款金融服务创新试点专项资金",
    "donation": "社会捐赠",
    "earnings": "基金运营收益",
    "other": "其他来源",
}
SHORT_SOURCES = {"finance": "财政统筹", "superior": "上级专项", "donation": "社会捐赠", "earnings": "运营收益", "other": "其他"}
