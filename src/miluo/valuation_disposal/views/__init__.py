"""The pages of this regulation."""
