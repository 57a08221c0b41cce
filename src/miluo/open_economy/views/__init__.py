"""The pages of the open-economy policy."""
