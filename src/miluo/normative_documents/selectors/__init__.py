"""What pages, commands and other rooms may ask about normative documents."""

from miluo.normative_documents.selectors.catalogue import CatalogueLine, catalogue, find
from miluo.normative_documents.selectors.comparison import Comparison, comparison
from miluo.normative_documents.selectors.desk import DocumentRow, documents_of, may_see, owed_by
from miluo.normative_documents.selectors.preview import Preview, preview
from miluo.normative_documents.selectors.standing import Standing, standing_on, text_on

__all__ = [
    "CatalogueLine",
    "Comparison",
    "DocumentRow",
    "Preview",
    "Standing",
    "catalogue",
    "comparison",
    "documents_of",
    "find",
    "may_see",
    "owed_by",
    "preview",
    "standing_on",
    "text_on",
]
