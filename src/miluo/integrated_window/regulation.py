"""汨政办函〔2023〕32号: one window accepts, the back office approves; without an end of its own."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="onewindow",
    number="汨政办函〔2023〕32号",
    title="汨罗市深化“一窗受理、集成服务”改革进一步优化政务营商环境实施方案",
    issuer="汨罗市人民政府办公室",
    signed=date(2023, 5, 9),
    in_force=Term(start=date(2023, 5, 9), clause="onewindow-0-issue"),  # no first day is printed: the day of signature (conv-a-6)
    registration=None,  # a letter on the work of offices, which itself carries none
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨相关单位"),
)
