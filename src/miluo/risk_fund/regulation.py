"""汨政办发〔2023〕8号: the fund that shares the loss on loans against rural rights, on trial for two years."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="riskfund",
    number="汨政办发〔2023〕8号",
    title="汨罗市农村产权融资风险补偿基金管理办法（试行）",
    issuer="汨罗市人民政府办公室",
    signed=date(2023, 5, 25),
    in_force=Term(start=date(2023, 5, 25), years=2, clause="riskfund-28"),
    registration="MLDR-2023-01003",
    interpreter=None,  # the document names none
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨各单位"),
)
