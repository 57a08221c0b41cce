"""Numbered papers: made, sealed, verified."""
