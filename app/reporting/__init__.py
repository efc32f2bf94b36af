"""Results for people: the map page and the other report formats."""
