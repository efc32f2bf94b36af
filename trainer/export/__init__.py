"""From a trained checkpoint to a model package the app can run."""
