"""What is raised when a rule, a figure or a book cannot be declared: a mistake of ours, never of an applicant."""

from __future__ import annotations


class RuleError(ValueError):
    """A declaration that would compute something wrong; the message says where and what would be right."""
