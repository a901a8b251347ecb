"""The tables, one module an aggregate. Migrations are compared with this metadata in a test."""

from storage.tables.audit import audit
from storage.tables.base import metadata
from storage.tables.cases import case_messages, case_offers, case_seals, cases
from storage.tables.changes import changes
from storage.tables.comments import comment_hidings, comment_views
from storage.tables.contacts import contact_rules, contacts, opt_outs
from storage.tables.digests import digests
from storage.tables.enrollments import absences, enrollments, staff_invitations
from storage.tables.events import event_sources, events
from storage.tables.frozen import frozen_counts
from storage.tables.intake import answered_albums, processed_updates, set_aside_updates
from storage.tables.integrity import completions, integrity_marks
from storage.tables.invitations import invitations
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
from storage.tables.nightly import nightly_runs
from storage.tables.organisation import organisations, touchpoints, units
from storage.tables.outbox import outbox
from storage.tables.people import people, role_invitations, roles
from storage.tables.prompts import prompts
from storage.tables.rates import rated_months, response_rates
from storage.tables.releases import batch_counts, release_groups, rollups
from storage.tables.responses import answers, day_keys, responses
from storage.tables.sums import sum_cells, sums
from storage.tables.surveys import survey_drafts, survey_versions, surveys

__all__ = [
    "absences",
    "answered_albums",
    "answers",
    "audit",
    "batch_counts",
    "bookmarks",
    "case_messages",
    "case_offers",
    "case_seals",
    "cases",
    "changes",
    "checks",
    "comment_hidings",
    "comment_views",
    "completions",
    "contact_rules",
    "contacts",
    "day_keys",
    "deliveries",
    "digests",
    "enrollments",
    "event_sources",
    "events",
    "frozen_counts",
    "integrity_marks",
    "invitations",
    "jobs",
    "lesson_feedback",
    "lesson_suggestions",
    "metadata",
    "nightly_runs",
    "opt_outs",
    "organisations",
    "outbox",
    "people",
    "plans",
    "practice_reports",
    "processed_updates",
    "prompts",
    "rated_months",
    "release_groups",
    "response_rates",
    "responses",
    "review_cards",
    "role_invitations",
    "roles",
    "rollups",
    "set_aside_updates",
    "staff_invitations",
    "sum_cells",
    "sums",
    "survey_drafts",
    "survey_versions",
    "surveys",
    "touchpoints",
    "units",
]
