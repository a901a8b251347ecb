"""Files of answers: rows for whoever analyses them, a report for whoever reads.

Nothing in a file tells who answered or when: see docs/decisions/exports.md.
"""
