"""How often the 95 % intervals of a study's shares hold the truth, in simulated people.

Beta-binomial people: each has an own share, three to eight repetitions, and repetitions that are
alike by a known correlation. Beside the package's interval of repetitions stands one that takes
them all as independent, and the interval of people who have it at least once. Run it as
``python benchmarks/prevalence.py [--studies 2000] [--people 25]``.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.stats import betabinom

from opensim_wink.study.proportions import among_people, among_repetitions, wilson

SHARES = (0.05, 0.1, 0.3, 0.5, 0.85)
ALIKE = (0.05, 0.3, 0.6)  # correlation of a person's repetitions
FEWEST, MOST = 3, 8  # repetitions of a person


def coverage(
    share: float, alike: float, studies: int, people: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Coverage of repetitions, of repetitions as if independent, and of people.

    Parameters
    ----------
    share : float
        True share of repetitions.
    alike : float
        Correlation of the repetitions of a person.
    studies, people : int
        How many studies, and people in each.
    rng : Generator
        Random numbers.

    Returns
    -------
    tuple of float
        0 to 1.
    """
    first, second = share * (1 / alike - 1), (1 - share) * (1 / alike - 1)
    sizes = rng.integers(FEWEST, MOST + 1, (studies, people))
    counts = rng.binomial(sizes, rng.beta(first, second, (studies, people)))
    # A person has it in some repetition unless all fail; every size is as likely.
    none = betabinom.pmf(0, np.arange(FEWEST, MOST + 1), first, second).mean()
    held = np.zeros((studies, 3), dtype=bool)
    for one, (count, size) in enumerate(zip(counts, sizes, strict=True)):
        own, some = among_repetitions(count, size), among_people(count > 0)
        low, high = wilson(int(count.sum()), int(size.sum()))
        held[one] = (
            own["low"] <= share <= own["high"],
            low <= share <= high,
            some["low"] <= 1 - none <= some["high"],
        )
    return tuple(held.mean(axis=0))


def main() -> None:
    """Print a row for each share and correlation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--people", type=int, default=25)
    arguments = parser.parse_args()
    rng = np.random.default_rng(3)
    print(f"{arguments.studies} studies of {arguments.people} people each")
    print("share  alike  repetitions  as if independent  people")
    for share in SHARES:
        for alike in ALIKE:
            own, naive, some = coverage(share, alike, arguments.studies, arguments.people, rng)
            print(f"{share:5.2f}  {alike:5.2f}  {own:11.1%}  {naive:17.1%}  {some:6.1%}")


if __name__ == "__main__":
    main()
