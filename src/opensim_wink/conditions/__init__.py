"""Under which condition a trial was recorded, and what the trials of one person say together."""
