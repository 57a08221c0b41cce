"""The bodies of Miluo that make papers. Their 机关代字 are ours until the bodies confirm them (conv-papers-1)."""

from onewindow.papers.letterheads import Letterhead

_GOVERNMENT, _COURT = "汨罗市人民政府", "汨罗市人民法院"
_OR_CALL = "或拨打12345"

APPROVAL_SERVICE = Letterhead(
    organisation="approval-service",
    name="汨罗市行政审批服务局",
    code="汨行审",
    reconsideration=_GOVERNMENT,
    court=_COURT,
    enquiry=f"汨罗市政务服务大厅综合窗口，{_OR_CALL}",
)
JUSTICE = Letterhead(
    organisation="justice",
    name="汨罗市司法局",
    code="汨司",
    reconsideration=_GOVERNMENT,
    court=_COURT,
    enquiry="汨罗市司法局",
)
COMMERCE_GRAIN = Letterhead(
    organisation="commerce-grain",
    name="汨罗市商务粮食局",
    code="汨商粮",
    reconsideration=_GOVERNMENT,
    court=_COURT,
    enquiry=f"汨罗市商务粮食局，{_OR_CALL}",
)

_OF_ITEMS = {  # the other bodies that decide on items of the catalogue
    "agriculture-rural": ("汨罗市农业农村局", "汨农"),
    "city-management": ("汨罗市城市管理和综合执法局", "汨城管"),
    "civil-affairs": ("汨罗市民政局", "汨民"),
    "culture-tourism": ("汨罗市文化旅游广电局", "汨文旅广"),
    "development-reform": ("汨罗市发展和改革局", "汨发改"),
    "education-sports": ("汨罗市教育体育局", "汨教体"),
    "finance": ("汨罗市财政局", "汨财"),
    "fire-rescue": ("汨罗市消防救援大队", "汨消"),
    "forestry": ("汨罗市林业局", "汨林"),
    "health": ("汨罗市卫生健康局", "汨卫健"),
    "housing-construction": ("汨罗市住房和城乡建设局", "汨住建"),
    "human-resources": ("汨罗市人力资源和社会保障局", "汨人社"),
    "market-regulation": ("汨罗市市场监督管理局", "汨市监"),
    "medical-insurance": ("汨罗市医疗保障局", "汨医保"),
    "meteorology": ("汨罗市气象局", "汨气"),
    "natural-resources": ("汨罗市自然资源局", "汨自然资"),
    "party-publicity": ("中国共产党汨罗市委员会宣传部", "汨宣"),
    "rural-property-exchange": ("汨罗市农村产权交易中心", "汨农交"),
    "public-security": ("汨罗市公安局", "汨公"),
    "staffing": ("中国共产党汨罗市委员会机构编制委员会办公室", "汨编办"),
    "tobacco": ("汨罗市烟草专卖局", "汨烟"),
    "transport": ("汨罗市交通运输局", "汨交"),
    "water": ("汨罗市水利局", "汨水"),
}
for _key, (_name, _code) in _OF_ITEMS.items():
    Letterhead(organisation=_key, name=_name, code=_code, reconsideration=_GOVERNMENT, court=_COURT, enquiry=f"{_name}，{_OR_CALL}")
GOVERNMENT_OFFICE = Letterhead(
    organisation="government-office",
    name="汨罗市人民政府办公室",
    code="汨政办",
    reconsideration=_GOVERNMENT,
    court=_COURT,
    enquiry="汨罗市人民政府办公室",
)
