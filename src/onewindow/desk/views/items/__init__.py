"""The pages of the catalogue for who keeps it: lists, versions, the form of a draft, lists of the upper platform."""
