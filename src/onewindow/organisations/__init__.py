"""Departments, towns, posts, who holds them and what they answer for."""
