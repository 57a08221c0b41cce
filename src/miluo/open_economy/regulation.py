"""汨政发〔2023〕2号: the policy that rewards foreign trade and investment, in force for five years."""

from datetime import date

from onewindow.law.regulation import Regulation, Term

REGULATION = Regulation(
    key="open2023",
    number="汨政发〔2023〕2号",
    title="汨罗市人民政府关于进一步加快开放型经济发展的通知",
    issuer="汨罗市人民政府",
    signed=date(2023, 4, 1),
    in_force=Term(start=date(2023, 4, 1), years=5, clause="open2023-12-2"),
    registration=None,  # none is printed, though the document grants money: normdoc would ask for one
    interpreter="市商务粮食局",
    interpreted_under="open2023-12-1",
    addressees=("高新区管委会", "各镇人民政府", "市直及驻汨各单位"),
)
