"""Double-entry money that the database itself keeps in balance."""
