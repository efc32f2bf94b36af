"""Writing positions into photos, and taking them back, without ever risking the photo."""
