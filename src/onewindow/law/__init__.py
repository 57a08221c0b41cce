"""Documents, clauses, citations, validity and coverage."""
