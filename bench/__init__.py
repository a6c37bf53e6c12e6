"""Measures this app beside a stock Streamlit app and a hand-written page with the same words, in one run: `make bench`."""
