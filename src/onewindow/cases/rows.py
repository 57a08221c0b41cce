"""``onewindow.rows`` under the name by which this room knows it."""

from onewindow.rows import change, insert, one, some

__all__ = ["change", "insert", "one", "some"]
