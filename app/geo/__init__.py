"""Coordinates, distances, the gazetteer and place-name matching, shared with the trainer."""
