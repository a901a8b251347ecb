"""What takes longer than a tap may: summaries, pictures, files.

A handler stores the request in the transaction of its update (handlers.requests); after the commit the worker carries
it out on a connection that can't write, and sends what came of it. Each module here is an area's kinds of jobs.
"""
