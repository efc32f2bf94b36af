"""The quiet strip at the bottom: what the model is doing, and for how long still."""
