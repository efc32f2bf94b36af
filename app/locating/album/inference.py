"""Exact inference along a chain of photos: the forward-backward algorithm.

Source: Rabiner 1989, "A tutorial on hidden Markov models and selected applications in speech
recognition", section III.A, with the scaling of section V.A. Here states are places, and both they
and the transitions differ from step to step.
"""

from __future__ import annotations

import numpy as np

from app.locating.album.movement import Floats

_LEAST = 1e-300


def forward_backward(start: Floats, transitions: Floats, likelihoods: Floats) -> Floats:
    """The probability of each state at each step, given all likelihoods.

    Shapes: ``start`` (states,), ``transitions`` (steps - 1, states, states) from the state before
    to the state after, ``likelihoods`` and the result (steps, states). Time and memory are linear
    in the steps.
    """
    steps = len(likelihoods)
    forward = np.empty_like(likelihoods)
    forward[0] = _scaled(start * likelihoods[0])
    for step in range(1, steps):
        forward[step] = _scaled((forward[step - 1] @ transitions[step - 1]) * likelihoods[step])
    backward = np.ones(likelihoods.shape[1])
    posterior = np.empty_like(likelihoods)
    posterior[-1] = forward[-1]
    for step in range(steps - 2, -1, -1):
        backward = _scaled(transitions[step] @ (likelihoods[step + 1] * backward))
        posterior[step] = _scaled(forward[step] * backward)
    return posterior


def _scaled(values: Floats) -> Floats:
    total = values.sum()
    return values / total if total > _LEAST else np.full_like(values, 1.0 / len(values))
