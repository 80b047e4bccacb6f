"""Many trials: what a study holds, one process a trial, and what came of all of them."""
