"""From a generic model and a standing trial to the person's own model."""
