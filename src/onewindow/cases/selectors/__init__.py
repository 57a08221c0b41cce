"""Questions about cases that change nothing, in plain dataclasses for pages, the API and the command line."""

from onewindow.cases.selectors.acts import acts_of
from onewindow.cases.selectors.consultations import Asked, ConsultationLine, asked_of
from onewindow.cases.selectors.detail import CaseView, DecisionView, case_of, day_count
from onewindow.cases.selectors.files import FileLine, attachment_of, may_read
from onewindow.cases.selectors.finding import FoundPage, FoundRow, find_cases
from onewindow.cases.selectors.forms import DraftView, Field, Service, Slot, draft_of, fields_of, publication, services
from onewindow.cases.selectors.hands import Hands, hands_of
from onewindow.cases.selectors.lists import CaseRow, DraftRow, my_cases, my_drafts, of_applicant
from onewindow.cases.selectors.pages import Page, by_key
from onewindow.cases.selectors.public import Counts, counts_of, progress_of
from onewindow.cases.selectors.queues import QueueCounts, all_open, queue, queue_counts
from onewindow.cases.selectors.timeline import TimelineLine, timeline
from onewindow.cases.selectors.work import Work, work_of

__all__ = [
    "Asked",
    "CaseRow",
    "CaseView",
    "ConsultationLine",
    "Counts",
    "DecisionView",
    "DraftRow",
    "DraftView",
    "Field",
    "FileLine",
    "FoundPage",
    "FoundRow",
    "Hands",
    "Page",
    "QueueCounts",
    "Service",
    "Slot",
    "TimelineLine",
    "Work",
    "acts_of",
    "all_open",
    "asked_of",
    "attachment_of",
    "by_key",
    "case_of",
    "counts_of",
    "day_count",
    "draft_of",
    "fields_of",
    "find_cases",
    "hands_of",
    "may_read",
    "my_cases",
    "my_drafts",
    "of_applicant",
    "progress_of",
    "publication",
    "queue",
    "queue_counts",
    "services",
    "timeline",
    "work_of",
]
