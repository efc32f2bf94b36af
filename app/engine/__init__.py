"""Inference: photos in, a model's words and their log-probabilities out, in a child process."""
