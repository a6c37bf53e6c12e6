"""What Streamlit runs at the desk. `reviewer.py` starts it."""

from llais.interface import desk
from pages.reviewer import export, inbox, letter, readiness, reviews, sound, studio, unlock, usage

WITHOUT_KEY = {"studio": studio.show, "sound": sound.show, "readiness": readiness.show}
FURTHER = {"reviews": reviews.show, "export": export.show, "usage": usage.show, **WITHOUT_KEY}

desk.run(unlock.show, inbox.show, letter.show, FURTHER)
