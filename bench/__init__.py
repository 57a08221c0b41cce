"""Benchmarks: each is a ratio of two things measured in one run on one machine. ``python -m bench [names]``."""
