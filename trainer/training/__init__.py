"""What the stages on TRL share: models, data, checkpoints, preflight, records and the report."""
