"""Cases, events, deadlines and the counter; a case of SpiffWorkflow also keeps its serialised workflow."""

from __future__ import annotations

from django.db import models


class CaseColumns(models.Model):
    """What every engine keeps of a case."""

    number = models.CharField(max_length=24, unique=True, null=True)
    applicant = models.CharField(max_length=64)
    facts = models.TextField()
    decided_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Case(CaseColumns):  # noqa: DJ008  # never shown
    """A case of the hand-written engines."""

    state = models.CharField(max_length=16)


class SpiffCase(CaseColumns):  # noqa: DJ008  # never shown
    """A case whose whole workflow is a text beside it."""

    state = models.CharField(max_length=16)
    workflow = models.TextField()


class Event(models.Model):  # noqa: DJ008  # never shown
    """A line of the history of a case."""

    case = models.BigIntegerField(db_index=True)
    from_state = models.CharField(max_length=16)
    to_state = models.CharField(max_length=16)
    actor = models.CharField(max_length=32)
    at = models.DateTimeField()
    body = models.TextField()


class Deadline(models.Model):  # noqa: DJ008  # never shown
    """By when a case must be decided, and whether it was."""

    case = models.BigIntegerField(db_index=True)
    due_on = models.DateField()
    met_at = models.DateTimeField(null=True)


class Counter(models.Model):  # noqa: DJ008  # never shown
    """The last number given."""

    series = models.CharField(max_length=20, unique=True)
    last = models.BigIntegerField(default=0)
