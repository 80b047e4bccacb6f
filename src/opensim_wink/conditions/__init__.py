"""Under which condition a trial was recorded: the vocabulary, and a file that says it."""
