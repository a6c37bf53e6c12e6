"""Commands for staff, one file a noun: `python -m llais …`."""
