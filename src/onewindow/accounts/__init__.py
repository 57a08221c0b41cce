"""People, roles, permissions, masks and sealed personal data."""
