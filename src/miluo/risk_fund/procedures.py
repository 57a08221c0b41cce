"""What the fund wants to be true before a mortgage that counts on it is accepted and registered. No Django."""

from onewindow.cases import gates

_NAME = "miluo.risk_fund.gates.fund_support"
_SOURCES = ("riskfund-13", "riskfund-14")
gates.declare("accept", _NAME, title="受理前核对风补基金名录和推荐额", sources=_SOURCES)
gates.declare("decide", _NAME, title="登记前核对风补基金名录和推荐额", sources=_SOURCES)
