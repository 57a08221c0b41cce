"""Lives of five transitions by several engines, each in processes of its own: what ``bench.lives`` compares."""
