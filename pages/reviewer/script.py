"""What Streamlit runs at the desk. `reviewer.py` starts it."""

from llais.interface import desk
from pages.reviewer import export, inbox, letter, reviews, unlock, usage

desk.run(unlock.show, inbox.show, letter.show, {"reviews": reviews.show, "export": export.show, "usage": usage.show})
