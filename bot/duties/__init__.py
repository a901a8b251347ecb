"""What the heartbeat does, a module an area.

Each duty asks the database what is due, so that any number of replicas may do it. A module that says something first
also tells how its kinds of outbox rows become messages.
"""
