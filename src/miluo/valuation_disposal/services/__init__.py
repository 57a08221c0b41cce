"""The doors of appraisal and disposal."""

from miluo.valuation_disposal.services.appraisers import admit, publish_list, record_credit, strike_credit, take_off
from miluo.valuation_disposal.services.disposals import add_cost, choose_route, close_disposal, distribute, open_disposal, sell
from miluo.valuation_disposal.services.draws import announce, commit, decline, enter_number, reveal, void
from miluo.valuation_disposal.services.prices import enter_price, import_prices, publish_prices, remove_price
from miluo.valuation_disposal.services.reports import accept_value, file_report, object_to, pay_fee, withdraw_objection
from miluo.valuation_disposal.services.valuations import agree, change_method, end_valuation, enter_value, open_valuation

__all__ = [
    "accept_value",
    "add_cost",
    "admit",
    "agree",
    "announce",
    "change_method",
    "choose_route",
    "close_disposal",
    "commit",
    "decline",
    "distribute",
    "end_valuation",
    "enter_number",
    "enter_price",
    "enter_value",
    "file_report",
    "import_prices",
    "object_to",
    "open_disposal",
    "open_valuation",
    "pay_fee",
    "publish_list",
    "publish_prices",
    "record_credit",
    "remove_price",
    "reveal",
    "sell",
    "strike_credit",
    "take_off",
    "void",
    "withdraw_objection",
]
