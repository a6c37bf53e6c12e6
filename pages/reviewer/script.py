"""What Streamlit runs at the desk. `reviewer.py` starts it."""

from llais.interface import desk
from pages.reviewer import export, inbox, letter, reviews, sound, studio, unlock

FURTHER = {"reviews": reviews.show, "export": export.show, "studio": studio.show, "sound": sound.show}

desk.run(unlock.show, inbox.show, letter.show, FURTHER)
