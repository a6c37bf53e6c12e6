"""Screens, one thin file each: families' and reviewers'."""
