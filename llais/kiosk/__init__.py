"""The screen in the office: Chromium, full screen, with a profile that lives in memory and is new for each visit."""
