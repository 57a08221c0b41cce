"""What is read of rights and mortgages."""
