"""What pages, reports and gates read of the compensation fund."""
