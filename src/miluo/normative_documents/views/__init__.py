"""The desk pages of normative documents."""
