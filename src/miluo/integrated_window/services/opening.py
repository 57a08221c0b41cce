"""The first lines of every door of this regulation: who acts for which body, and what must be written how."""

from __future__ import annotations

from datetime import date

from miluo.integrated_window.conditions import WINDOW_BODIES
from onewindow.accounts.roles import require
from onewindow.items import selectors as items
from onewindow.items.content import Content
from onewindow.items.models import Item
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused

BUREAU = "approval-service"
LONGEST = 400


def own_body(by: Actor, clause: str) -> Organisation:
    """The body that the actor proposes for. Raises Refused (403) for one without the permission or without a body."""
    require(by, "window.propose")
    found = Organisation.objects.filter(key=by.organisation or "").first()
    if found is None:
        raise Refused("账号没有所属单位", code="no_organisation", field="by", clause=clause, expected="由进驻单位的人员登记", status=403)
    return found


def require_bureau(by: Actor, clause: str) -> None:
    """Raises Refused (403) for anybody but 市行政审批服务局 or its centre."""
    require(by, "window.confirm")
    if by.organisation not in WINDOW_BODIES:
        raise Refused(
            "这一步由市行政审批服务局办理", code="not_the_bureau", field="by", clause=clause, expected="市行政审批服务局的人员", status=403
        )


def require_owner(item: Item, by: Actor, clause: str) -> None:
    """Raises Refused (403) for an item of another body."""
    if item.organisation.key != by.organisation:
        raise Refused(
            f"事项“{item.code}”不是本单位的事项",
            code="not_own_item",
            field="code",
            clause=clause,
            expected=f"由{item.organisation.short_name}登记",
            status=403,
        )


def known_item(code: str, clause: str, *, field: str = "code") -> tuple[Item, Content]:
    """The item that bears the code, with what its latest version says. Raises Refused for a code that is in no list of items."""
    found = Item.objects.select_related("organisation").filter(code=code.strip()).first()
    if found is None:
        raise Refused(
            f"事项清单中没有编码“{code.strip()}”",
            code="unknown_item_code",
            field=field,
            clause=clause,
            expected="省平台事项清单中的事项编码",
        )
    return found, items.content_of(items.latest(found))


def words(text: str, what: str, field: str, clause: str, longest: int = LONGEST) -> str:
    """What must be written. Raises Refused for nothing but blanks, and for too much."""
    plain = text.strip()
    if not plain or len(plain) > longest:
        wrong = f"没有写明{what}" if not plain else f"{what}超过{longest}字"
        raise Refused(wrong, code="missing_words", field=field, clause=clause, expected=f"写明{what}，不超过{longest}字")
    return plain


def not_later(day: date, today: date, what: str, field: str, clause: str) -> date:
    """A day that has come. Raises Refused for one that has not."""
    if day > today:
        raise Refused(f"{what}不能晚于今天", code="day_to_come", field=field, clause=clause, expected=f"{said(today)}以前的日期")
    return day


def not_earlier(day: date, first: date, what: str, field: str, clause: str) -> date:
    """A day that is not over. Raises Refused for an earlier one."""
    if day < first:
        raise Refused(
            f"{what}不能早于{said(first)}", code="day_is_over", field=field, clause=clause, expected=f"{said(first)}或者以后的日期"
        )
    return day


def one_of(value: str, choices: dict[str, str], what: str, field: str, clause: str) -> str:
    """A key of a closed list. Raises Refused naming what may be chosen."""
    if value not in choices:
        raise Refused(
            f"没有选择{what}" if not value else f"{what}中没有“{value}”",
            code="unknown_choice",
            field=field,
            clause=clause,
            expected="、".join(choices.values()),
        )
    return value
