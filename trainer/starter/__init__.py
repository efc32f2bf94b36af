"""The starter model: a small Qwen2.5-VL trained from scratch on drawn postcards."""
