"""汨政办发〔2023〕9号: the trial measure on appraisal and disposal of mortgaged rural property rights, in force for two years."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="valuation",
    number="汨政办发〔2023〕9号",
    title="汨罗市农村产权抵（质）押评估、处置办法（试行）",
    issuer="汨罗市人民政府办公室",
    signed=date(2023, 5, 25),
    in_force=Term(start=date(2023, 5, 25), years=2, clause="valuation-15"),  # 自发布之日起: the day of signature (conv-a-6)
    registration="MLDR-2023-01004",
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨各单位"),
)
