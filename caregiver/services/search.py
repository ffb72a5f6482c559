"""Full text over everything in the file."""

from caregiver.storage.care_file import CareFile
from caregiver.storage.search_index import Hit

__all__ = ["Hit", "SearchService"]


class SearchService:
    """Finding records by what was written in them."""

    def __init__(self, care_file: CareFile) -> None:
        """Work on one care file."""
        self._file = care_file

    def find(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return the newest records that hold all words of `text`, newest first.

        Each word may be the beginning of one. An excerpt marks what matched between the
        characters 2 and 3.
        """
        return tuple(self._file.find_text(text, limit))
