"""Coordinates, distances, the gazetteer and the matching of place names, shared with the trainer."""
