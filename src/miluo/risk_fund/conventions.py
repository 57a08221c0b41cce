"""What is done with the compensation fund where the text is silent, each with its id; the office may confirm or change it. No Django."""

from onewindow.words.sources import Convention

TITLE = "农村产权融资风险补偿基金"

FILED_FIRST = Convention("conv-fund-1", "合作银行在发放前向市财政局登记贷款，登记时核验名录、单笔限额、10倍和3%四项，通过即占用额度。")
LISTED_WHEN_SENT = Convention("conv-fund-2", "主管部门推送、合作担保公司分送合作银行之后，名录对该主体生效；移出名录自移出之日起生效。")
CHECKED = Convention(
    "conv-fund-3", "“重大不良信用记录”“重大行政处罚”按列入之日前三年的记录核查，由推荐的主管部门逐项确认；村级集体经济组织不核查股东。"
)
MEASURED = Convention("conv-fund-4", "每月末的两项比率在次日测算，余额按测算时已申报的月末余额计；银行补报月末余额的，再次测算并留痕。")
BAD_LOAN = Convention("conv-fund-5", "不良贷款按合作银行五级分类中的次级、可疑、损失认定，本金按首次列入之日的余额计；以后上调的不冲减。")
RELEASED = Convention("conv-fund-6", "担保贷款余额减少的部分，自减少之日起解除担保责任；代偿的按解释口径计入。")
LOSS_EVENT = Convention("conv-fund-7", "贷款本息逾期由合作银行登记，登记之日为逾期之日；利息计至逾期登记之日，担保模式计至代偿之日。")
LATE_CLAIM = Convention("conv-fund-8", "超过2个工作日提出补偿申请的，照常审核并注明逾期；条文没有规定失权。")
QUEUE = Convention("conv-fund-9", "专户余额不足的，按通知书的先后支付，余额支付完为止，其余待入账后按原次序支付；后发的通知书不得先付。")
RECOVERY_CAP = Convention(
    "conv-fund-10", "累计收回款扣除追索费用后不得超过借款人的债务总额，累计返还不得超过基金已支付的补偿；超过的不予登记。"
)
SALES = Convention(
    "conv-fund-20", "抵押物按汨政办发〔2023〕9号处置的，收回款为成交价减去退还抵押人的余款，追索费用为处置费用，均取自处置登记簿。"
)
QUARTERLY = Convention("conv-fund-11", "季度备案在季后一个月内报送，没有事项的报零；逾期只作提醒。")
REPORTS = Convention("conv-fund-12", "半年报告和年度报告在期末后两个月内报送市人民政府；首个期间自2023年5月25日起。")
NOT_FILED = Convention("conv-fund-13", "没有登记的贷款不予补偿；银行应在发放后10个工作日内完成登记信息的补正。")
GUARANTORS = Convention("conv-fund-14", "合作担保公司由市财政局登记；条文没有规定准入条件。")
REMOVED = Convention("conv-fund-15", "因骗贷、改变用途、恶意不还款移出名录的，不得再次列入，撤销决定的除外。")
WRITTEN_OFF = Convention(
    "conv-fund-16", "核销由市财政局审核同意后登记，基金已补偿而没有收回的部分转为核销损失；债务人的债务不因核销而消灭。"
)
FOUR_EYES = Convention("conv-fund-17", "补偿的审核与支付由市财政局两名人员分别办理。")
RUN_OFF = Convention("conv-fund-18", "有效期内发放的贷款在办法届满以后发生损失的，仍按届满之日的规定申请补偿。")
PAYEES = Convention("conv-fund-19", "合作银行和合作担保公司的统一社会信用代码、收款账户由市财政局登记，补偿只拨付到登记的账户。")

CONVENTIONS = (
    FILED_FIRST,
    LISTED_WHEN_SENT,
    CHECKED,
    MEASURED,
    BAD_LOAN,
    RELEASED,
    LOSS_EVENT,
    LATE_CLAIM,
    QUEUE,
    RECOVERY_CAP,
    QUARTERLY,
    REPORTS,
    NOT_FILED,
    GUARANTORS,
    REMOVED,
    WRITTEN_OFF,
    FOUR_EYES,
    RUN_OFF,
    PAYEES,
    SALES,
)
