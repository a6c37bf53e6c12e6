"""What builds and tests need beside the product."""
