"""Questions that supervision answers; none of them changes anything."""

from onewindow.supervision.selectors.board import Board, Lights, board
from onewindow.supervision.selectors.climbing import ClimbedRow, LeaderView, climbed_in, climbed_to, rows_of
from onewindow.supervision.selectors.findings import FindingPage, FindingRow, Proposal, findings, proposals
from onewindow.supervision.selectors.ledger import Ledger, LedgerRow, Tracking, TrackRow, ledger, tracking
from onewindow.supervision.selectors.orders import (
    CallRow,
    OrderRow,
    OrderView,
    call_back_of,
    call_backs,
    order_of,
    orders,
    sampled,
    samples,
)
from onewindow.supervision.selectors.reports import DIMENSIONS, Measures, Report, report, window_shares

__all__ = [
    "DIMENSIONS",
    "Board",
    "CallRow",
    "ClimbedRow",
    "FindingPage",
    "FindingRow",
    "LeaderView",
    "Ledger",
    "LedgerRow",
    "Lights",
    "Measures",
    "OrderRow",
    "OrderView",
    "Proposal",
    "Report",
    "TrackRow",
    "Tracking",
    "board",
    "call_back_of",
    "call_backs",
    "climbed_in",
    "climbed_to",
    "findings",
    "ledger",
    "order_of",
    "orders",
    "proposals",
    "report",
    "rows_of",
    "sampled",
    "samples",
    "tracking",
    "window_shares",
]
