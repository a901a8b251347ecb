"""/progress and the certificate: pictures and files, which are jobs."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.requests import Requests
from handlers.screens import Replies, Screen, toast
from handlers.staff.buttons import CertificateButton
from handlers.standing import is_staff
from handlers.texts import Translator
from lessons.school import enrolled
from storage.database import Unit
from storage.people import Person

# Kinds of jobs.
PROGRESS = "lesson_progress"
CERTIFICATE = "lesson_certificate"


def router() -> Router:
    """Handlers of progress."""
    router = Router(name="progress")
    router.message.register(progress, Command("progress"), is_staff)
    router.callback_query.register(certificate, CertificateButton.filter(), is_staff)
    return router


async def progress(message: Message, unit: Unit, person: Person, requests: Requests, t: Translator) -> Replies:
    """The map of the course is drawn after the commit."""
    await unit.run(enrolled, person)
    taken = await requests.put(unit, person, PROGRESS, {})
    return [] if taken else [Screen(t("progress.busy")).to(message.chat.id)]


async def certificate(
    callback: CallbackQuery, unit: Unit, person: Person, requests: Requests, t: Translator
) -> Replies:
    """The certificate of a finished course."""
    enrollment = await unit.run(enrolled, person)
    if enrollment.finished_on is None:
        return [toast(callback, t("certificate.not_yet"), alert=True)]
    taken = await requests.put(unit, person, CERTIFICATE, {})
    return [toast(callback, t("certificate.coming" if taken else "progress.busy"))]
