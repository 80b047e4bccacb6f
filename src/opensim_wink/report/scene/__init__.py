"""What a player draws of a trial."""
