"""Who keeps the registers of 汨政发〔2023〕2号: 市商务粮食局, the office of the leading group (open2023-9-2)."""

from __future__ import annotations

from miluo.open_economy.procedures.parts import BUREAU
from onewindow.accounts import roles
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


def require_bureau(by: Actor, permission: str) -> None:
    """Raises Refused (403) for anybody but an officer of the bureau who has this permission."""
    roles.require(by, permission)
    if by.organisation != BUREAU:
        raise Refused(
            "企业名录、业绩数据和展会名录由市商务粮食局维护",
            code="other_organisation",
            field="by",
            clause="open2023-9-2",
            expected="市商务粮食局的人员",
            status=403,
        )
