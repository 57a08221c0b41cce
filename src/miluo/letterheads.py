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
GOVERNMENT_OFFICE = Letterhead(
    organisation="government-office",
    name="汨罗市人民政府办公室",
    code="汨政办",
    reconsideration=_GOVERNMENT,
    court=_COURT,
    enquiry="汨罗市人民政府办公室",
)
