"""The example family: an invented person with 18 months of history, told up to now.

Everything here is made up: names, numbers, doses and results. The same `now` always gives the
same records, so a picture or a paper can be made again.
"""

from caregiver.sample.family import fill

__all__ = ["fill"]
