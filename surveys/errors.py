"""What can go wrong when a person answers, asks for a summary, or works as a coordinator.

Each class has the id of the text which that person reads; its docstring is the message in logs.

SurveyError
├── UnknownOption        a value that the question does not offer
├── UnknownTouchpoint    a link or a code to a touchpoint that is not there
├── UnknownUnit          a unit that is not there, or not for this person
├── UnknownSurvey        a survey that is not there
├── UnknownPeriod        words that name no period
├── PeriodReversed       it ends before it begins
├── PeriodInFuture       it has not begun yet
├── TouchpointClosed     the touchpoint takes no answers any more
├── SurveyClosed         the survey takes no answers any more
├── ChangeNotFound       a change of another's unit, or none at all
├── ChangePublished      citizens read it: withdraw it before editing
├── ChangeWithoutText    nothing was written in any language
├── ChangeTextTooLong    more characters than a change may have
├── CommentsNotShown     an old page of comments, or somebody else's
├── ResponseNotFound     an old button, or a button of somebody else
├── CommentTooLong       more characters than a comment may have
├── InvitationUseless    an invitation that has ended, or somebody else's
├── PointNameWrong       a service point's name that is no two lines
├── NotSkippable         the question must be answered
├── RequiredMissing      the response can't be finished yet
├── OfferOver            the offer of an answer was taken or is too old
├── UnknownCase          the case is closed, was never there, or is another's
├── DraftChanged         somebody changed or published the draft meanwhile
├── SecondPersonNeeded   who proposed a version can't approve it too
├── TextTooLong          more characters than this text may have
├── NotBothLanguages     a new option needs a line in each language
└── SurveyInconsistent   the survey would not hold together after this change
"""

from typing import ClassVar


class SurveyError(Exception):
    """The survey can't go on like this."""

    text: ClassVar[str] = "error.survey"

    def __init__(self, **fields: int) -> None:
        self.fields = fields
        super().__init__((self.__doc__ or "").format(**fields))


class UnknownOption(SurveyError):
    """The question has no such option."""

    text = "error.unknown_option"


class UnknownTouchpoint(SurveyError):
    """There is no such touchpoint."""

    text = "error.unknown_touchpoint"


class UnknownUnit(SurveyError):
    """There is no such unit."""

    text = "error.unknown_unit"


class UnknownSurvey(SurveyError):
    """There is no such survey."""

    text = "error.unknown_survey"


class UnknownPeriod(SurveyError):
    """The words name no period."""

    text = "error.unknown_period"


class PeriodReversed(SurveyError):
    """The period ends before it begins."""

    text = "error.period_reversed"


class PeriodInFuture(SurveyError):
    """The period has not begun yet."""

    text = "error.period_in_future"


class TouchpointClosed(SurveyError):
    """The touchpoint is closed."""

    text = "error.touchpoint_closed"


class SurveyClosed(SurveyError):
    """The survey is closed."""

    text = "error.survey_closed"


class ChangeNotFound(SurveyError):
    """The coordinator has no such change."""

    text = "error.change_not_found"


class ChangePublished(SurveyError):
    """Citizens read the change: withdraw it before editing."""

    text = "error.change_published"


class ChangeWithoutText(SurveyError):
    """The change has no text in any language."""

    text = "error.change_without_text"


class ChangeTextTooLong(SurveyError):
    """The text has more than {limit} characters."""

    text = "error.change_too_long"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit=limit)


class CommentsNotShown(SurveyError):
    """The view is gone, or not this coordinator's."""

    text = "error.comments_not_shown"


class ResponseNotFound(SurveyError):
    """The person has no such open response."""

    text = "error.response_not_found"


class CommentTooLong(SurveyError):
    """The comment has more than {limit} characters."""

    text = "error.comment_too_long"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit=limit)


class InvitationUseless(SurveyError):
    """The person has no such live invitation."""

    text = "error.invitation_useless"


class PointNameWrong(SurveyError):
    """A name is two lines, one a language, of at most {limit} characters."""

    text = "error.point_name"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)


class NotSkippable(SurveyError):
    """The question must be answered."""

    text = "error.not_skippable"


class RequiredMissing(SurveyError):
    """A required question has no answer yet."""

    text = "error.required_missing"


class OfferOver(SurveyError):
    """The offer of an answer is over."""

    text = "error.offer_over"


class UnknownCase(SurveyError):
    """The person has no such open case."""

    text = "error.unknown_case"


class DraftChanged(SurveyError):
    """The draft is not what the person saw."""

    text = "error.draft_changed"


class SecondPersonNeeded(SurveyError):
    """A second person has to approve the draft."""

    text = "error.second_person_needed"


class TextTooLong(SurveyError):
    """The text has more than {limit} characters."""

    text = "error.text_too_long"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(limit=limit)


class NotBothLanguages(SurveyError):
    """An option needs a line in each language."""

    text = "error.not_both_languages"


class SurveyInconsistent(SurveyError):
    """The survey would not hold together."""

    text = "error.survey_inconsistent"
