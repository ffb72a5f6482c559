"""The Labs & course page: results as the laboratory printed them, and one trend per test."""

from ui.pages.course.page import CoursePage

__all__ = ["CoursePage"]
