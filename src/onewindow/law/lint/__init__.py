"""Checks of official texts and drafts: rules that read what is written and declared, and report what a person should decide."""
