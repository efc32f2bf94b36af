"""llama.cpp's low-level interface in the few verbs the engine needs; nothing else imports it.

The high-level class of the binding keeps no prefix, runs one sequence and computes the logits of
all tokens where log-probabilities are asked for. Here several sequences share one cache and batch.
"""
