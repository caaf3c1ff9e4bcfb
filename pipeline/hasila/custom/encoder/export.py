"""The 8-bit file of a trained encoder."""
