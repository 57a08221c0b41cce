"""What pages, commands and other rooms may ask about normative documents."""

from miluo.normative_documents.selectors.catalogue import CatalogueLine, catalogue, find, text_on
from miluo.normative_documents.selectors.desk import DocumentRow, documents_of, may_see, owed_by
from miluo.normative_documents.selectors.preview import Preview, preview

__all__ = ["CatalogueLine", "DocumentRow", "Preview", "catalogue", "documents_of", "find", "may_see", "owed_by", "preview", "text_on"]
