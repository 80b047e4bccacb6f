"""What the laboratory saw: markers, events, analog channels and force plates of one recording."""

from opensim_wink.trial.trial import Analog, Event, Fill, GroundReaction, Person, Trial

__all__ = ["Analog", "Event", "Fill", "GroundReaction", "Person", "Trial"]
