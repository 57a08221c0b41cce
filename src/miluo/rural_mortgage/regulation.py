"""汨政办发〔2023〕7号: how rural property rights are mortgaged and registered, on trial for two years."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="mortgage",
    number="汨政办发〔2023〕7号",
    title="汨罗市农村产权抵押登记管理办法（试行）",
    issuer="汨罗市人民政府办公室",
    signed=date(2023, 5, 25),
    in_force=Term(start=date(2023, 5, 25), years=2, clause="mortgage-35"),
    registration="MLDR-2023-01002",
    interpreter="市农业农村局",
    interpreted_under="mortgage-34",
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨各单位"),
)
