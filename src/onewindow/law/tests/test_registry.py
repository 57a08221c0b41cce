"""What rests on a clause is declared once, with its sources, and found again from the clause."""

import pytest

from onewindow.law import registry
from onewindow.law.registry import Use
from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused
from onewindow.words.sources import Clause, Convention, Reading

AWARD = Use("rule", "sample.award_cny", "奖励", (Clause("sample-1a"), Convention("conv-a-10")))


def test_a_use_is_found_from_each_of_its_clauses(sample: Regulation) -> None:
    registry.rest(AWARD)
    assert registry.uses_of("sample-1a") == (AWARD,)
    assert registry.uses_of("sample-1b") == ()


def test_a_reading_counts_for_the_clause_that_it_reads(sample: Regulation) -> None:
    stacking = Use("reading", "sample.stacking", "能否相加", (Reading("stacking", "sample-1b"),))
    registry.rest(stacking)
    assert registry.uses_of("sample-1b") == (stacking,)


def test_the_same_declaration_may_be_repeated(sample: Regulation) -> None:
    registry.rest(AWARD)
    registry.rest(AWARD)
    assert registry.uses_of("sample-1a") == (AWARD,)


def test_another_declaration_under_the_same_name_is_refused(sample: Regulation) -> None:
    registry.rest(AWARD)
    with pytest.raises(ValueError, match="declared twice"):
        registry.rest(Use("rule", AWARD.key, "另一条", AWARD.sources))


def test_a_use_without_a_source_is_refused(sample: Regulation) -> None:
    with pytest.raises(ValueError, match="no source"):
        registry.rest(Use("rule", "sample.free", "无依据", ()))


def test_a_use_of_an_unknown_kind_is_refused(sample: Regulation) -> None:
    with pytest.raises(ValueError, match="kind is one of"):
        registry.rest(Use("wish", "sample.award_cny", "奖励", AWARD.sources))


def test_a_use_that_cites_a_clause_which_does_not_exist_is_reported(sample: Regulation) -> None:
    wrong = Use("rule", "sample.wrong", "错引", (Clause("sample-99"), Clause("elsewhere-1")))
    registry.rest(wrong)
    assert (wrong, "sample-99") in registry.dangling()
    assert (wrong, "elsewhere-1") not in registry.dangling()  # a document that is not loaded cannot be checked


def test_the_declaration_of_a_document_meets_its_head_and_its_term(sample: Regulation) -> None:
    assert [use.name for use in registry.uses_of("sample-meta")] == ["record:sample.document"]
    assert [use.name for use in registry.uses_of("sample-17")] == ["record:sample.validity"]


@pytest.mark.parametrize("wrong", ["sample-99", "elsewhere-1", "sample", ""])
def test_an_unknown_clause_is_refused(sample: Regulation, wrong: str) -> None:
    with pytest.raises(Refused) as refusal:
        registry.clause(wrong)
    assert refusal.value.status == 404


def test_an_unknown_regulation_is_refused(sample: Regulation) -> None:
    with pytest.raises(Refused):
        registry.regulation("elsewhere")


def test_what_was_declared_in_isolation_is_forgotten() -> None:
    with registry.isolated():
        registry.rest(AWARD)
    assert AWARD not in registry.uses()
