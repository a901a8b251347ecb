"""Parameters of the Bot API that the sandbox does not carry out.

Those that tell a client how to show a message, or whether to ring, are taken; whoever gives another one would wait in
vain for what it does, and is told so. docs/tasks/sandbox.md lists both.
"""

from typing import Any

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from pydantic import BaseModel

from bot.sandbox.errors import bad_request

# Taken: nothing that people or the bot can do depends on them.
TAKEN = frozenset(
    {
        "cache_time",
        "certificate",
        "cover",
        "description_parse_mode",
        "disable_content_type_detection",
        "disable_notification",
        "disable_web_page_preview",
        "duration",
        "has_spoiler",
        "height",
        "ip_address",
        "is_big",
        "is_personal",
        "link_preview_options",
        "performer",
        "quote_parse_mode",
        "show_caption_above_media",
        "start_timestamp",
        "supports_streaming",
        "thumbnail",
        "title",
        "video_start_timestamp",
        "width",
    }
)
LEFT_OUT = frozenset(
    {
        "allow_adding_options",
        "allow_paid_broadcast",
        "allow_sending_without_reply",
        "business_connection_id",
        "close_date",
        "country_codes",
        "description_entities",
        "direct_messages_topic_id",
        "ephemeral_message_parameters",
        "explanation_media",
        "heading",
        "hide_results_until_closes",
        "horizontal_accuracy",
        "inline_message_id",
        "live_period",
        "members_only",
        "message_effect_id",
        "message_thread_id",
        "open_period",
        "proximity_alert_radius",
        "receiver_user_id",
        "reply_to_message_id",
        "shuffle_options",
        "suggested_post_parameters",
        "switch_pm_parameter",
        "switch_pm_text",
    }
)
# Names that elsewhere stand for what is carried out.
LEFT_OUT_OF_POLLS = frozenset({"description", "media"})
LEFT_OUT_OF_REPLIES = frozenset({"checklist_task_id", "ephemeral_message_id", "poll_option_id", "quote"})


def check_carried_out(given: TelegramMethod[Any]) -> None:
    """Refuse a call for a parameter that would do nothing."""
    name = given.__api_method__
    _check(given, LEFT_OUT | LEFT_OUT_OF_POLLS if name == "sendPoll" else LEFT_OUT, name)


def check_reply(given: BaseModel) -> None:
    """Refuse reply_parameters for one that would do nothing."""
    _check(given, LEFT_OUT_OF_REPLIES, "reply_parameters")


def _check(given: BaseModel, left_out: frozenset[str], where: str) -> None:
    for name in sorted(given.model_fields_set & left_out):
        value = getattr(given, name)
        if value and not isinstance(value, Default):
            raise bad_request(f"the sandbox leaves out the parameter {name} of {where}")
