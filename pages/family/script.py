"""What Streamlit runs for each touch. `app.py` starts it."""

from llais.interface import family
from pages.family import PAGES

family.run(PAGES)
