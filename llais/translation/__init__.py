"""What keeps the languages equal: one gate for faults, one spreadsheet for translators."""
