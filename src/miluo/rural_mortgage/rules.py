"""Whether a right may be mortgaged, for how much and how long, and who registers it. 汨政办发〔2023〕7号. No database, no clock."""

from miluo.rural_mortgage.conventions import FUND_CEILING
from miluo.rural_mortgage.facts import RuralMortgageFacts
from miluo.rural_mortgage.kinds import AGRICULTURE, APPLICANT_KINDS, ARABLE, CONTRACTS, OPERATIONS, REAL_ESTATE, RIGHT_KINDS
from miluo.rural_mortgage.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import all_of, any_of, day_before, key, least, not_, reasons_of, share, tiers, when, years_between

rural_mortgage = RuleBook("rural-mortgage", REGULATION, RuralMortgageFacts, title="农村产权抵押条件")


@rural_mortgage.check(
    "mortgage-10",
    title="同意票不多于应到人数",
    refusal="同意票多于应到人数",
    expected="同意票不超过全体成员或者全体代表的人数",
    fields=("yes_votes",),
)
def votes_of_all(yes_votes, total_votes):
    return yes_votes <= total_votes


def one_of(right_kind, kinds):
    return any_of(*(right_kind == key(kind, RIGHT_KINDS[kind]) for kind in kinds))


def no(applicant_kind, kind):
    return applicant_kind != key(kind, APPLICANT_KINDS[kind])


@rural_mortgage.condition("mortgage-7-2", title="年龄符合要求")
def age_ok(applicant_kind, birth_date, on, least_age, greatest_age, day_past_birthday, sixty_years):
    """Of a natural person, on the day of the application; the sixtieth birthday itself is within both readings."""
    completed = years_between(birth_date, on)
    not_past = years_between(birth_date, day_before(on, day_past_birthday)) < greatest_age
    young_enough = when(sixty_years == "until_birthday", not_past, completed <= greatest_age)
    return any_of(no(applicant_kind, "person"), all_of(completed >= least_age, young_enough))


@rural_mortgage.condition("mortgage-10", title="表决达到三分之二")
def vote_ok(applicant_kind, yes_votes, total_votes, votes_of, votes_wanted):
    """Of what is owned collectively; exactly two thirds of all members or representatives suffice."""
    reached = all_of(total_votes > 0, yes_votes * votes_of >= total_votes * votes_wanted)
    return any_of(no(applicant_kind, "collective"), reached)


@rural_mortgage.condition("mortgage-25b", title="农村土地经营权", step=True)
def is_operation(right_kind):
    return one_of(right_kind, OPERATIONS)


@rural_mortgage.condition("mortgage-11a", title="农村土地承包经营权", step=True)
def is_contract(right_kind):
    return one_of(right_kind, CONTRACTS)


@rural_mortgage.quantity("mortgage-25a", "mortgage-25b", title="抵押率上限")
def loan_to_value(is_operation, remaining_years, general_share, operation_shares, operation_shares_higher, three_years_exactly):
    """Encouragement never lifts it: 最高不超过."""
    by_years = when(
        three_years_exactly == "higher",
        tiers(remaining_years, operation_shares_higher),
        tiers(remaining_years, operation_shares),
    )
    return when(is_operation, by_years, general_share)


@rural_mortgage.amount("mortgage-25a", "mortgage-25b", FUND_CEILING, title="最高可贷金额")
def max_loan_cny(value_cny, loan_to_value, fund_supported, recommended_cny, fund_single_cap):
    by_value = share(value_cny, loan_to_value)
    return when(fund_supported, least(by_value, recommended_cny, fund_single_cap), by_value)


@rural_mortgage.quantity("mortgage-11a", "mortgage-11b", title="剩余期限的整月数", step=True)
def remaining_months(remaining_years, months_of_a_year, whole_month):
    return (remaining_years * months_of_a_year) // whole_month * whole_month


@rural_mortgage.quantity("mortgage-26", "mortgage-11a", "mortgage-11b", title="最长期限")
def max_term_months(is_contract, is_operation, remaining_months, longest_term):
    """Three years, and no longer than the contract or the transfer still runs."""
    return when(any_of(is_contract, is_operation), least(longest_term, remaining_months), longest_term)


@rural_mortgage.quantity("mortgage-16", title="登记机构")
def registrar(right_kind):
    return when(
        one_of(right_kind, ARABLE),
        key(AGRICULTURE, "市农业农村局"),
        key(REAL_ESTATE, "市自然资源局（不动产登记机构）"),
    )


@rural_mortgage.condition("mortgage-11b", title="流转费用已缴清", step=True)
def fees_ok(is_operation, transfer_fees_paid):
    return any_of(not_(is_operation), transfer_fees_paid)


@rural_mortgage.condition("mortgage-21", title="没有不得抵押的情形", step=True)
def is_free(disputed, requisition_announced, otherwise_restricted):
    return not_(any_of(disputed, requisition_announced, otherwise_restricted))


@rural_mortgage.condition("mortgage-11a", "mortgage-11b", title="期限超过剩余期限", step=True)
def outlives_the_right(is_contract, is_operation, term_months, remaining_months):
    return all_of(any_of(is_contract, is_operation), term_months > remaining_months)


@rural_mortgage.condition(
    "mortgage-7-1",
    "mortgage-7-2",
    "mortgage-9",
    "mortgage-10",
    "mortgage-11b",
    "mortgage-21",
    "mortgage-25a",
    "mortgage-26",
    title="可以抵押",
)
def eligible(has_certificate, age_ok, co_owners_consent, vote_ok, fees_ok, is_free, loan_cny, max_loan_cny, term_months, max_term_months):
    return all_of(
        has_certificate,
        age_ok,
        co_owners_consent,
        vote_ok,
        fees_ok,
        is_free,
        loan_cny <= max_loan_cny,
        term_months <= max_term_months,
    )


@rural_mortgage.quantity(
    "mortgage-7-1",
    "mortgage-7-2",
    "mortgage-9",
    "mortgage-10",
    "mortgage-11a",
    "mortgage-11b",
    "mortgage-21",
    "mortgage-25a",
    "mortgage-25b",
    "mortgage-26",
    FUND_CEILING,
    title="不能抵押的原因",
)
def reasons(
    has_certificate,
    age_ok,
    co_owners_consent,
    vote_ok,
    is_contract,
    is_operation,
    outlives_the_right,
    fees_ok,
    disputed,
    requisition_announced,
    otherwise_restricted,
    value_cny,
    loan_to_value,
    loan_cny,
    fund_supported,
    recommended_cny,
    fund_single_cap,
    term_months,
    longest_term,
):
    """All that stand in the way, in the order of the articles; what would be right stands in each."""
    above = loan_cny > share(value_cny, loan_to_value)
    supported_above = all_of(fund_supported, loan_cny > least(recommended_cny, fund_single_cap))
    return reasons_of(
        ("no_certificate", not_(has_certificate), "mortgage-7-1", "没有权属证书，应先取得市政府或者主管部门颁发的证书"),
        ("age", not_(age_ok), "mortgage-7-2", "抵押人的年龄不在18周岁以上、60周岁以下"),
        ("co_owners", not_(co_owners_consent), "mortgage-9", "共有人没有全部书面同意，应补齐其他共有人的书面承诺"),
        ("votes", not_(vote_ok), "mortgage-10", "同意票不到全体成员或者全体代表的三分之二"),
        ("beyond_contract", all_of(is_contract, outlives_the_right), "mortgage-11a", "期限超过承包期内的剩余期限，应缩短期限"),
        ("beyond_transfer", all_of(is_operation, outlives_the_right), "mortgage-11b", "期限超过流转的剩余期限，应缩短期限"),
        ("fees", not_(fees_ok), "mortgage-11b", "没有缴清抵押期限内的土地流转费用"),
        ("disputed", disputed, "mortgage-21", "权属存在争议，争议解决以前不得抵押"),
        ("requisition", requisition_announced, "mortgage-21", "已依法公告列入征地拆迁范围，不得抵押"),
        ("restricted", otherwise_restricted, "mortgage-21", "受其他形式限制，解除限制以前不得抵押"),
        ("above_general", all_of(not_(is_operation), above), "mortgage-25a", "贷款超过抵押物价值的70%，应降低金额"),
        ("above_operation", all_of(is_operation, above), "mortgage-25b", "贷款超过土地经营权的抵押率上限，应降低金额"),
        ("above_recommended", supported_above, FUND_CEILING.id, "贷款超过风险补偿基金的推荐额或者单笔200万元"),
        ("too_long", term_months > longest_term, "mortgage-26", "期限超过三年，应缩短到36个月以内"),
    )
