"""What the pages and doors of this regulation read."""
