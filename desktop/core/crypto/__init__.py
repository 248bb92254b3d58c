"""Keys and what they seal: key file, slots, signed directory, phrases, paper. No database."""
