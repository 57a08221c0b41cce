"""Which papers an enterprise must hold that asks to be approved for a fair on the provincial list. Pure: no database, no clock."""

from miluo.open_economy.conditions import NO_RECORD_SINCE
from miluo.open_economy.forms import FairApplication
from miluo.open_economy.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import any_of

fair_approval = RuleBook("open-economy-fairs", REGULATION, FairApplication, title="名录内展会参展条件")


@fair_approval.condition("open2023-4-0", title="应当持有对外贸易经营者登记表")
def operator_record_is_required(founded_on, operator_record_form):
    """Who was founded since the record was abolished cannot hold one: the bureau confirms by hand instead."""
    return any_of(operator_record_form == "always", founded_on < NO_RECORD_SINCE)
