"""The registers of 汨政办发〔2023〕9号."""

from miluo.valuation_disposal.models.appraisers import Appraiser, CreditRecord, ListPublication
from miluo.valuation_disposal.models.disposals import Cost, Disposal, Distribution
from miluo.valuation_disposal.models.draws import Commitment, Draw, NumberEntry
from miluo.valuation_disposal.models.prices import PriceImport, PriceLine, PriceOpinion
from miluo.valuation_disposal.models.valuations import Consent, Objection, Report, Valuation

__all__ = [
    "Appraiser",
    "Commitment",
    "Consent",
    "Cost",
    "CreditRecord",
    "Disposal",
    "Distribution",
    "Draw",
    "ListPublication",
    "NumberEntry",
    "Objection",
    "PriceImport",
    "PriceLine",
    "PriceOpinion",
    "Report",
    "Valuation",
]
