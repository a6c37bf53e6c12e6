"""Every sentence, spoken: engines, clips and their manifest."""
