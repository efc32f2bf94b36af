"""How good a model is, measured on pictures it has never seen."""
