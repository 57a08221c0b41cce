"""The chained, append-only record of every event."""
