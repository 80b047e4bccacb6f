"""Forces and moments that the joints carry."""
