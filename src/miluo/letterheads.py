"""The bodies of Miluo that make papers. Their 机关代字 are ours until the bodies confirm them (conv-papers-1)."""

from miluo.county import FULL_NAME, HALL, HALL_WINDOW, HOTLINE
from onewindow.papers.letterheads import Letterhead

_COURT = "汨罗市人民法院"

APPROVAL_SERVICE = Letterhead(
    organisation="approval-service",
    name="汨罗市行政审批服务局",
    code="汨行审",
    reconsideration=FULL_NAME,
    court=_COURT,
    enquiry=f"{HALL}{HALL_WINDOW}，或拨打{HOTLINE}",
)
COMMERCE_GRAIN = Letterhead(
    organisation="commerce-grain",
    name="汨罗市商务粮食局",
    code="汨商粮",
    reconsideration=FULL_NAME,
    court=_COURT,
    enquiry=f"汨罗市商务粮食局，或拨打{HOTLINE}",
)
