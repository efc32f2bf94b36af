"""What a completion is worth: GLOBE's three rewards as published, as released, and repaired."""
