"""Show what is due: the wall-clock wake-up, the ways to announce it, and who answers.

Nothing here is imported before Today is filled.
"""
