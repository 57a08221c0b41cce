"""汨政办发〔2023〕5号: the issuers of normative documents and their registration numbers; without an end of its own."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="normdoc",
    number="汨政办发〔2023〕5号",
    title="汨罗市人民政府办公室关于公布行政规范性文件制定主体及登记号的通知",
    issuer="汨罗市人民政府办公室",
    signed=date(2023, 4, 4),
    in_force=Term(start=date(2023, 4, 4), clause="normdoc-1a"),  # 自公布之日起: the day of signature (conv-a-6)
    registration=None,  # a notice on the work of offices, which itself carries none
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨各单位"),
)
