"""The pages of the compensation fund."""
