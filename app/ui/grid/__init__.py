"""The photo grid: what there is, how it stands, and the way to choose among it."""
