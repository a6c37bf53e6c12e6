"""What a family says: as plain data, sealed, kept and opened."""
