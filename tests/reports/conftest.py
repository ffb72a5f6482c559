"""Settings of the tests of the papers."""

from hypothesis import settings

# The first example of a run loads fonts, and other programs share the machine.
settings.register_profile("papers", deadline=None)
settings.load_profile("papers")
