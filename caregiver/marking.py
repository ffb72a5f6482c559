"""The mark that translators' tools look for."""


def mark(text: str) -> str:
    """Mark a text for translation and return it as it is."""
    return text
