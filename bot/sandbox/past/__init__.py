"""A believable past for the demo: a quarter of responses and courses by seeded generators, with something to be found.

places.py says how people are served where and when, visitors.py how somebody served so answers, comments.py what
they write; history.py goes through the surveys with them, by the domain's own rules, and writes what comes of it.
telling.py says what citizens are told of the change that helped. In the same way colleagues.py says who takes the
course, learning.py goes through it, and team.py writes it.
"""
