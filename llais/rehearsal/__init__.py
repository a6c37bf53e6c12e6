"""Every screen, painted before a family sees it: what would differ between the languages is found here."""
