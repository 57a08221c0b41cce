"""The desk pages of the integrated window."""
