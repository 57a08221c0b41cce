"""What is done at appraisal and disposal where the text is silent, each with its id; the office may confirm or change it. No Django."""

from onewindow.words.sources import Convention, OutsideLaw

REPAYMENT_LAW = OutsideLaw("民法典", "第五百六十一条")  # costs first, then interest, then principal
HOMESTEAD_LAW = OutsideLaw("民法典", "第三百九十九条")  # what may not be mortgaged

PUBLICATION = Convention("conv-valuation-1", "“定期”发布评估机构名单为每季度至少一次；逾期只提醒市农村产权交易中心。")
CONFLICT = Convention(
    "conv-valuation-2", "与委托人或者合作银行有利害关系的评估机构回避，不列入该次摇号的名单；回避的机构和理由与名单一并公告。"
)
DRAW = Convention(
    "conv-valuation-3",
    "摇号先公告候选名单、时间和采用的公开号码，公告摘要公布后不得改动；农交中心、产权经营主体、合作银行三方先提交口令的摘要（承诺），"
    "再公开口令（揭示）；公开号码在揭示截止以后才产生，由两方分别录入、一致的方可抽取。没有揭示的一方由其承诺代替，摇号照常进行。",
)
FEWEST = Convention("conv-valuation-4", "候选名单不足2家评估机构的不摇号，由市农村产权交易中心先行增补名录。")
OBJECTION = Convention("conv-valuation-5", "对评估结果的异议在评估报告送达后10个工作日内提出；逾期的以原报告为准。")
YEARLY = Convention("conv-valuation-6", "价格评估参考意见每年12月31日以前公布；逾期显示红灯，不影响评估。")
DEVIATION = Convention("conv-valuation-7", "评估、协商价值与参考价相差超过30%的，提示办理人员核对，不影响办理。")
CONSENT = Convention("conv-valuation-8", "评估方式经合作银行、产权经营主体一致确认；有担保的，担保机构也须确认。没有达成一致的不开始评估。")
CASH = Convention("conv-valuation-9", "处置所得到账以后一次分配；分配后到账的款项另行登记，按同一顺序分配。")
OFFERS = Convention(
    "conv-valuation-10",
    "以线上拍卖、公开交易、公开转让方式处置的，处置方式确定以后公示产权的类型、坐落、面积和处置方，成交以后公示成交价和受让人类别；"
    "不公示当事人的姓名和权证号。",
)

TITLE = "农村产权评估和处置"
CONVENTIONS = (PUBLICATION, CONFLICT, DRAW, FEWEST, OBJECTION, YEARLY, DEVIATION, CONSENT, CASH, OFFERS)
