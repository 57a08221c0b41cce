"""Base templates, components and page mixins."""
