"""Whether a draft may be issued, and which materials are still missing. Pure: no database, no clock."""

from miluo.normative_documents.facts import NormativeDocumentFacts
from miluo.normative_documents.regulation import REGULATION
from onewindow.rules.book import RuleBook
from onewindow.rules.vocabulary import all_of, among, contains, when, without

normative_documents = RuleBook("normative-documents", REGULATION, NormativeDocumentFacts, title="行政规范性文件制发")


@normative_documents.condition("normdoc-1a", "normdoc-1b", "normdoc-1c", title="列入制定主体清单", step=True)
def is_listed(issuer, issuers):
    """Being on the list decides: a vertically managed, temporary or internal body that is not on it may not issue."""
    return among(issuer, issuers)


@normative_documents.quantity("normdoc-3-1a", "normdoc-3-3a", title="缺少的材料")
def missing_materials(issuer, materials, city_issuers, review_materials, registration_materials):
    """Six for the government and its office, three for all others."""
    return when(among(issuer, city_issuers), without(review_materials, materials), without(registration_materials, materials))


@normative_documents.condition("normdoc-3-1a", "normdoc-3-3a", title="材料齐全", step=True)
def materials_are_complete(issuer, materials, city_issuers):
    for_review = [contains(materials, key) for key in ("request", "explanation", "basis", "comments", "own_review", "fair_competition")]
    for_registration = [contains(materials, key) for key in ("report", "basis", "confirmation")]
    return when(among(issuer, city_issuers), all_of(*for_review), all_of(*for_registration))


@normative_documents.condition("normdoc-1a", "normdoc-2a", title="可以制发")
def may_issue(is_listed, has_opinion, materials_are_complete):
    """An emergency lifts the time limits of the review, never the review itself."""
    return all_of(is_listed, has_opinion, materials_are_complete)
