"""Miluo as the platform sees it: the regulations that it runs, in the order of the gazette, and how it calls itself."""

from pathlib import Path

REGULATIONS = ("open_economy", "normative_documents", "integrated_window", "rural_mortgage", "risk_fund", "valuation_disposal")

NAME = "汨罗市"
FULL_NAME = "汨罗市人民政府"
HALL = "汨罗市政务服务大厅"
HALL_WINDOW = "综合窗口"
WINDOW_BODY = "approval-service"
HOTLINE = "12345"
REGION = "430681"  # GB/T 2260
DUTIES = "汨政办函〔2023〕24号"  # the division of work of the government's leaders, by which late cases climb
GAZETTE = "《汨罗市人民政府公报》2023年第2期"
DESK_LINKS = (
    ("enterprises.read", "open_economy:enterprises", "企业名录"),
    ("funds.read", "open_economy:fund", "专项资金"),
    ("documents.read", "normative_documents:documents", "规范性文件"),
    ("window.read", "integrated_window:overview", "综合窗口"),
    ("rights.read", "rural_mortgage:mortgages", "农村产权抵押"),
    ("riskfund.read", "risk_fund:board", "风补基金"),
    ("appraisal.read", "valuation_disposal:valuations", "产权评估处置"),
)
POLICY_LINKS = (
    ("open2023", "open_economy_public:proposals", "免申即享：查看并确认"),
    ("open2023", "open_economy_public:account", "奖补到账与收款账户"),
    ("open2023", "open_economy_public:use", "资金使用情况公示"),
    ("mortgage", "rural_mortgage_public:mine", "我的农村产权抵押：核对约定、查看登记"),
    ("valuation", "valuation_disposal_public:home", "评估机构名录、摇号公示、价格参考意见、公开处置"),
    ("valuation", "valuation_disposal_public:mine", "我的评估与处置：确认方式、查看报告、提出异议"),
)
SERVICE_LINKS = (
    ("integrated_window_public:themes", "一件事一次办：一张表、一套材料、一次提交"),
    ("integrated_window_public:enterprises", "亲企惠企服务中心：政策兑现、企业和项目的事项"),
    ("valuation_disposal_public:home", "农村产权评估处置：评估机构名录、摇号公示、参考价、公开处置"),
)
SEEDS = "miluo.integrated_window.catalogue.seeds"  # the item catalogue as it is first loaded
ZONE_ITEMS = "miluo.integrated_window.catalogue.zone_items"  # what each zone of the hall takes in
DATA = Path(__file__).resolve().parent / "data"  # the organisations, issuers and duties, loaded by `onewindow load`
