"""The answers that hold where 汨政办发〔2023〕5号 can be read in two ways (``readings.yaml``)."""

from miluo.normative_documents.regulation import REGULATION
from onewindow.rules.figures import Figures

reading = Figures(REGULATION).reading
