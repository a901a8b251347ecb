"""A believable past for the demo: a quarter of responses by a seeded generator, with something to be found in it.

places.py says how people are served where and when, visitors.py how somebody served so answers, comments.py what
they write; history.py goes through the surveys with them, by the domain's own rules, and writes what comes of it.
"""
