"""GLOBE's training pipeline, from data curation to the GGUF package the app loads."""
