"""The Medicines page: the true list, what changed and why, and the log of doses."""

from ui.pages.medications.page import MedicationsPage

__all__ = ["MedicationsPage"]
