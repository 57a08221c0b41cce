"""Questions about the integrated window."""
