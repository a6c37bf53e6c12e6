"""What a reviewer does: list what arrived, open it, take it out."""
