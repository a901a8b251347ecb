"""The tables, one module an aggregate. Migrations are compared with this metadata in a test."""

from storage.tables.base import metadata
from storage.tables.changes import change_edits, changes
from storage.tables.comments import comment_hidings, comment_views
from storage.tables.digests import digests
from storage.tables.enrollments import absences, enrollments, staff_invitations
from storage.tables.intake import processed_updates, set_aside_updates
from storage.tables.jobs import jobs
from storage.tables.lessons import (
    bookmarks,
    checks,
    deliveries,
    lesson_feedback,
    lesson_suggestions,
    plans,
    practice_reports,
    review_cards,
)
from storage.tables.organisation import organisations, touchpoints, units
from storage.tables.outbox import outbox
from storage.tables.people import people, role_invitations, roles
from storage.tables.releases import release_groups, rollups
from storage.tables.responses import answers, day_keys, responses
from storage.tables.surveys import survey_versions, surveys

__all__ = [
    "absences",
    "answers",
    "bookmarks",
    "change_edits",
    "changes",
    "checks",
    "comment_hidings",
    "comment_views",
    "day_keys",
    "deliveries",
    "digests",
    "enrollments",
    "jobs",
    "lesson_feedback",
    "lesson_suggestions",
    "metadata",
    "organisations",
    "outbox",
    "people",
    "plans",
    "practice_reports",
    "processed_updates",
    "release_groups",
    "responses",
    "review_cards",
    "role_invitations",
    "roles",
    "rollups",
    "set_aside_updates",
    "staff_invitations",
    "survey_versions",
    "surveys",
    "touchpoints",
    "units",
]
