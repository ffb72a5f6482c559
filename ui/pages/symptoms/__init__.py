"""The Symptoms page: the last days as rows of marks, and what the team said."""

from ui.pages.symptoms.page import SymptomsPage

__all__ = ["SymptomsPage"]
