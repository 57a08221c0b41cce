"""Procedures as declarations, and the cases that run them."""
