"""The pieces of a drawn skeleton, each from what its joints tell."""
