"""What the fund wants to be true before a mortgage that counts on it is accepted and registered. No Django."""

from onewindow.cases import gates

_NAME = "miluo.risk_fund.gates.fund_support"
for _act, _title in (("accept", "受理前核对风补基金名录和推荐额"), ("decide", "登记前核对风补基金名录和推荐额")):
    gates.declare(_act, _NAME, title=_title, sources=("riskfund-13", "riskfund-14"))  # type: ignore[arg-type]
