"""What every room speaks: sources of law, refusals, actors, money. No Django."""
