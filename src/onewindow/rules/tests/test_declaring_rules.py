"""What a book accepts as a rule, and all that it refuses when it is declared."""

import re
from datetime import date
from decimal import Decimal

import pytest

from onewindow.rules.mistakes import RuleError
from onewindow.rules.tests.small_law import FIGURES, ON, small_book, small_law
from onewindow.rules.vocabulary import (
    all_of,
    any_of,
    contains,
    largest,
    least,
    not_,
    share,
    tiers,
    total,
    total_of_known,
    when,
    years_between,
)


def refused(book, body, sort="quantity", *sources):
    """The message with which the book refuses a rule with this body."""
    with pytest.raises(RuleError) as mistake:
        getattr(book, sort)(*(sources or ("small-1",)), title="试验")(body)
    return str(mistake.value)


def test_rules_are_ordered_by_what_they_need_whatever_the_order_of_declaration(book):
    @book.amount("small-1", title="后")
    def last(middle, cap):
        return middle + cap

    @book.amount("small-1", title="中")
    def middle(first):
        return first + first

    @book.amount("small-1", title="先")
    def first(yuan):
        return yuan

    assert [rule.name for rule in book.rules] == ["first", "middle", "last"]
    assert book.evaluate({"yuan": "1.50"}, on=ON).results == {
        "first": Decimal("1.50"),
        "middle": Decimal("3.00"),
        "last": Decimal("1003.00"),
    }


def test_a_rule_without_a_source_is_refused(book):
    with pytest.raises(RuleError, match="rests on no source"):
        book.amount(title="试验")(lambda yuan: yuan)


def test_a_source_that_its_regulation_does_not_have_is_refused(book):
    assert "small-9" in refused(book, lambda yuan: yuan, "amount", "small-9")


def test_a_source_that_is_no_id_is_refused(book):
    assert "no clause id" in refused(book, lambda yuan: yuan, "amount", "第一条")


def test_an_unknown_name_is_refused_with_what_is_near(book):
    book.amount("small-1", title="试验")(lambda yuann: yuann)
    with pytest.raises(RuleError, match=r"no fact, figure, reading or rule is named 'yuann'; near: yuan"):
        _ = book.rules


def test_a_circle_is_refused_and_told(book):
    @book.amount("small-1", title="甲")
    def one(two):
        return two

    @book.amount("small-1", title="乙")
    def two(three):
        return three

    @book.amount("small-1", title="丙")
    def three(one):
        return one

    with pytest.raises(RuleError, match="a circle: one → two → three → one"):
        book.evaluate({}, on=ON)


@pytest.mark.parametrize("name", ["yuan", "rate", "steps", "generous", "on"])
def test_a_rule_named_as_a_fact_a_figure_a_reading_or_the_day_is_refused(book, name):
    body = eval("lambda yuan: yuan", {})
    body.__name__ = name
    assert "the name is taken" in refused(book, body)


def test_two_rules_of_one_name_are_refused(book):
    @book.amount("small-1", title="甲")
    def twice(yuan):
        return yuan

    assert "the name is taken" in refused(book, twice)


def test_a_fact_and_a_figure_of_one_name_are_refused():
    with small_law() as regulation, pytest.raises(RuleError, match="yuan names a figure and a fact"):
        small_book(regulation, {"yuan": FIGURES["cap"]})


@pytest.mark.parametrize(
    "body",
    [
        lambda yuan, cap: cap if yuan > cap else yuan,
        lambda paid, proven: paid and proven,
        lambda paid, proven: paid or proven,
        lambda paid: not paid,
        lambda yuan, cap, other_yuan: other_yuan < yuan < cap,
        lambda funded: funded == "first" if funded else False,
        lambda yuan, cap: min(yuan, cap),
        lambda yuan, cap: yuan in (cap,),
    ],
)
def test_python_branching_on_a_node_is_refused_with_the_words_to_use(book, body):
    assert "when, all_of, any_of" in refused(book, body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (lambda yuan, dollars: yuan + dollars, "CNY and USD do not mix"),
        (lambda yuan, dollars: yuan >= dollars, "CNY and USD do not mix"),
        (lambda yuan, dollars: least(yuan, dollars), "USD and CNY do not mix"),
        (lambda yuan, dollars, paid: when(paid, yuan, dollars), "CNY and USD do not mix"),
        (lambda yuan: yuan + 5, "stands in parameters.yaml"),
        (lambda yuan, steps: tiers(yuan, steps), "a number in CNY for a table by USD"),
        (lambda paid, yuan: paid + yuan, "do not mix"),
        (lambda sort, paid: sort == paid, "do not mix"),
        (lambda sort: sort == "sea", "'sea' is none of land, house, forest"),
        (lambda generous: generous == "perhaps", "'perhaps' is none of no, yes"),
        (lambda marks: contains(marks, "c"), "'c' is none of a, b"),
        (lambda yuan: contains(yuan, "a"), "a list of keys"),
        (lambda born, yuan: years_between(born, yuan), "takes two days"),
        (lambda yuan: not_(yuan), "takes conditions"),
        (lambda yuan: when(yuan, 1, 2), "the first argument is a condition"),
        (lambda yuan, cap: tiers(yuan, cap), "a table of parameters.yaml"),
        (lambda yuan, cap: share(yuan, cap), "a ratio between 0 and 1"),
        (lambda paid, proven: least(paid, proven), "needs a number"),
        (lambda paid, proven: paid == proven, "a condition is not compared"),
        (lambda sort: sort > "land", "needs numbers or days"),
        (lambda yuan: yuan / 3, "a quotient is not exact"),
        (lambda yuan: yuan * 0.5, "write an exact decimal"),
        (lambda yuan, other_yuan: (yuan - other_yuan) // other_yuan, "what is not negative, by a step above zero"),
        (lambda: total(), "of nothing"),
        (lambda yuan: None, "None has no place in a rule"),
        (lambda steps: total(steps, steps), "needs a number"),
    ],
)
def test_what_does_not_go_together_is_refused(book, body, message):
    assert message in refused(book, body)


@pytest.mark.parametrize(
    ("sort", "body", "message"),
    [
        ("amount", lambda dollars, heads: dollars * heads, "gives USD·person"),
        ("amount", lambda heads: heads, "gives person"),
        ("amount", lambda paid: paid, "gives Truth"),
        ("condition", lambda yuan: yuan, "declared a condition and gives none"),
    ],
)
def test_a_rule_gives_what_it_is_declared_to_give(book, sort, body, message):
    assert message in refused(book, body, sort)


def test_a_value_that_may_outgrow_64_bits_is_refused_when_it_is_declared(book):
    assert "overflow" in refused(book, lambda yuan, other_yuan: yuan * other_yuan)


def test_two_numbers_that_only_outgrow_64_bits_when_brought_to_the_same_decimals_are_refused(book):
    tiny = Decimal("0.00000000001")
    assert "overflow" in refused(book, lambda yuan, other_yuan: yuan * tiny >= other_yuan)


def test_bounds_are_followed_through_caps_so_that_a_capped_product_is_accepted(book):
    @book.amount("small-1", title="封顶的积")
    def capped(yuan, cap, ratio):
        return least(yuan, cap) * ratio * ratio * ratio

    [rule] = book.rules
    assert (rule.kind.low, rule.kind.high) == (0, 100_000)


def test_a_bare_zero_has_every_unit(book):
    book.amount("small-1", title="甲")(lambda yuan, paid: when(paid, 0, largest(0, yuan)))
    book.condition("small-1", title="乙")(_named("positive", lambda dollars: dollars > 0))
    assert len(book.rules) == 2


def test_a_book_of_a_taken_name_is_refused(book):
    with pytest.raises(RuleError, match="declared already"):
        small_book(book.regulation)


def test_a_rule_declared_after_the_first_use_is_refused(book):
    book.evaluate({}, on=ON)
    assert "in use" in refused(book, lambda yuan: yuan)


def test_the_version_covers_trees_figures_and_readings_but_not_titles():
    def version(figures=FIGURES, title="试验", body=lambda dollars, steps, cap: least(tiers(dollars, steps), cap)):
        with small_law() as regulation:
            made = small_book(regulation, figures)
            made.amount("small-1", title=title)(_named("award", body))
            return made.version

    assert re.fullmatch(r"[0-9a-f]{64}", version())
    assert version() == version(title="另一个名称")
    assert version() == version({**FIGURES, "rate": {**FIGURES["rate"], "value": "0.36"}}), "a figure that no rule uses decides nothing"
    assert version() != version({**FIGURES, "cap": {**FIGURES["cap"], "value": "1001"}})
    assert version() != version({**FIGURES, "cap": {**FIGURES["cap"], "from": date(2023, 4, 2)}})
    assert version() != version({**FIGURES, "steps": {**FIGURES["steps"], "otherwise": "1"}})
    assert version() != version(body=lambda dollars, steps, cap: largest(tiers(dollars, steps), cap))
    assert version() != version(body=lambda dollars, steps, cap, generous: when(generous == "yes", cap, 0))


def test_words_may_be_nested_as_deep_as_a_clause_is(book):
    @book.amount("small-1", title="综合")
    def everything(yuan, dollars, paid, proven, sort, funded, born, on, per_dollar, cap, steps, rate, generous):
        eligible = all_of(any_of(not_(paid), proven), sort != "forest", not_(contains(funded, "first")))
        by_trade = least(dollars * per_dollar, cap) + tiers(dollars, steps)
        adult = years_between(born, on) >= years_between(born, date(2020, 1, 1))
        return when(all_of(eligible, adult), total_of_known(by_trade, share(yuan, rate)), when(generous == "yes", cap, 0))

    facts = {"yuan": 100, "dollars": 600, "paid": False, "sort": "land", "born": "1990-01-01"}
    assert book.evaluate(facts, on=ON).results["everything"] == Decimal("62.00")


def _named(name, function):
    function.__name__ = name
    return function
