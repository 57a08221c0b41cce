"""Intake at the counter: who stands there and for what, then the form beside the list of materials."""
