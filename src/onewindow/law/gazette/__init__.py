"""The gazette as text: read, taken apart into documents and blocks, stored, and tied to the clauses that run."""
