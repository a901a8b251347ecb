"""A lesson as a rich message: a heading, paragraphs and a numbered list, with the same words as the plain card.

https://core.telegram.org/bots/api#rich-message-formatting-options
"""

from handlers.texts import Html, Translator, html
from lessons.definition import Lesson


def rich_card(lesson: Lesson, t: Translator) -> Html:
    """What, why, when, how, today's task, the common mistake, the source."""
    text = lesson.in_(t.language)
    steps = "".join(f"<li>{html(step)}</li>" for step in text.how)
    named = "; ".join(f"{source.name} ({source.licence})" for source in text.sources)
    return joined(
        Html(f"<h3>{html(text.title)}</h3>"),
        paragraph(f"{html(text.what)} {html(text.why)}"),
        paragraph(f"{t('lesson.when')} {html(text.when)}"),
        Html(f"<ol>{steps}</ol>"),
        paragraph(f"{t.n('lesson.task', text.minutes)} {html(text.task)}"),
        paragraph(f"{t('lesson.mistake')} {html(text.mistake)}"),
        Html(f"<footer>{t('lesson.source', sources=named)}</footer>"),
    )


def paragraph(inside: str) -> Html:
    """A paragraph of what is safe already; its lines stay lines."""
    broken = inside.replace("\n", "<br>")
    return Html(f"<p>{broken}</p>")


def joined(*blocks: Html) -> Html:
    """The blocks, one below the other."""
    return Html("".join(blocks))
