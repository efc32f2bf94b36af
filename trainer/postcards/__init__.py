"""The drawn world on which the starter model is trained and the whole pipeline is tested."""
