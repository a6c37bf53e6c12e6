"""Llais: a family hears the leaflet in its own language and leaves an answer that the reviewer can read."""
