"""A lesson for those who write it: the card as staff see it, the question, the right option and the explanation."""

from handlers.acquaintance import LANGUAGES
from handlers.coordinator.staff_buttons import PreviewButton, PreviewsButton
from handlers.rendering.lessons import card_text
from handlers.rendering.pages import page_of
from handlers.rendering.rich_lessons import joined, paragraph, rich_card
from handlers.screens import Screen, button
from handlers.texts import Html, Translator, Translators, bold, html, lines
from lessons.catalog_files import Catalog
from lessons.definition import Lesson


def previews_screen(catalog: Catalog, page: int, t: Translator) -> Screen:
    """All lessons, a page at a time."""
    rows = page_of(
        list(catalog.lessons.values()),
        page,
        lambda lesson: button(
            lesson.in_(t.language).title, PreviewButton(lesson=lesson.code, language=t.language).pack()
        ),
        lambda turned: PreviewsButton(page=turned).pack(),
        t,
    )
    return Screen(t("preview.which"), rows)


def preview_screen(
    lesson: Lesson, language: str, translators: Translators, t: Translator, *, is_rich: bool = False
) -> Screen:
    """Everything of a lesson in one language, with buttons to the others."""
    own, text = translators(language), lesson.in_(language)
    options = [
        f"{'✓' if number == text.right else '·'} {html(option)}" for number, option in enumerate(text.options, 1)
    ]
    question = Html("\n".join([bold(text.question), *options]))
    names = t("preview.names", code=lesson.code, names=", ".join(text.names))
    row = [
        button(translators(other)("language.name"), PreviewButton(lesson=lesson.code, language=other).pack())
        for other in LANGUAGES
        if other != language
    ]
    back = button(t("staff_button.all_tools"), PreviewsButton(page=0).pack())
    below = (question, html(text.explanation), names)
    rich = joined(rich_card(lesson, own), *map(paragraph, below)) if is_rich else None
    return Screen(lines(card_text(lesson, own), *below), [[*row, back]], rich)
