"""The pages of rights and mortgages."""
