"""Labelled photographs: read from whatever they come in, checked, and split without leaks."""
