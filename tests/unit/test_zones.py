"""Zones by what people type: cities, short names, offsets; and what is only alike."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.rendering.moments import zone_words
from handlers.staff.zones import OFFERED
from lessons.cities import LARGE_CITIES
from lessons.errors import UnknownZone
from lessons.zones import checked_zone, likely_zone

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Omsk", "Asia/Omsk"),
        (" asia/omsk ", "Asia/Omsk"),
        ("Omsk", "Asia/Omsk"),
        ("new york", "America/New_York"),
        ("Москва", "Europe/Moscow"),
        ("екатеринбург", "Asia/Yekaterinburg"),
        ("Калининград", "Europe/Kaliningrad"),
        ("Владивосток", "Asia/Vladivostok"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("Нижний Новгород", "Europe/Moscow"),
        ("Лорд-Хау", "Australia/Lord_Howe"),
        ("Каир", "Africa/Cairo"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("utc", "UTC"),
        ("Мск", "Europe/Moscow"),
        ("спб", "Europe/Moscow"),
        ("ЕКБ", "Asia/Yekaterinburg"),
        ("Белгород", "Europe/Moscow"),
        ("Вологда", "Europe/Moscow"),
        ("Сочи", "Europe/Moscow"),
        ("Ростов", "Europe/Moscow"),
        ("Орел", "Europe/Moscow"),
        ("Кемерово", "Asia/Novokuznetsk"),
        ("Магнитогорск", "Asia/Yekaterinburg"),
        ("UTC+3", "Etc/GMT-3"),
        ("utc − 5", "Etc/GMT+5"),
        ("GMT+03:00", "Etc/GMT-3"),
        ("UTC+0", "UTC"),
        ("МСК+4", "Etc/GMT-7"),
        ("мск-1", "Etc/GMT-2"),
        ("msk-3", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_city(text: str, zone: str) -> None:
    assert checked_zone(text) == zone


SHOWN = [*OFFERED, "Etc/GMT-3", "Etc/GMT+11", "UTC", "Asia/Kolkata", "Europe/Berlin", "America/Santiago"]


@pytest.mark.parametrize("zone", SHOWN)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_zone_is_found_by_the_name_under_which_it_is_shown(zone: str, language: str) -> None:
    assert checked_zone(zone_words(zone, language)) == zone


# The capitals of Russia's regions, by the hours of their zone ahead of UTC: 107-ФЗ "Об исчислении времени", article 5.
CAPITALS = {
    2: "Калининград",
    3: (
        "Архангельск, Белгород, Брянск, Великий Новгород, Владикавказ, Владимир, Волгоград, Вологда, Воронеж, Грозный, "
        "Иваново, Йошкар-Ола, Казань, Калуга, Киров, Кострома, Краснодар, Курск, Липецк, Магас, Майкоп, Махачкала, "
        "Москва, Мурманск, Нальчик, Нарьян-Мар, Нижний Новгород, Орёл, Пенза, Петрозаводск, Псков, Ростов-на-Дону, "
        "Рязань, Санкт-Петербург, Саранск, Севастополь, Симферополь, Смоленск, Ставрополь, Сыктывкар, Тамбов, Тверь, "
        "Тула, Чебоксары, Черкесск, Элиста, Ярославль"
    ),
    4: "Астрахань, Ижевск, Самара, Саратов, Ульяновск",
    5: "Екатеринбург, Курган, Оренбург, Пермь, Салехард, Тюмень, Уфа, Ханты-Мансийск, Челябинск",
    6: "Омск",
    7: "Абакан, Барнаул, Горно-Алтайск, Кемерово, Красноярск, Кызыл, Новосибирск, Томск",
    8: "Иркутск, Улан-Удэ",
    9: "Благовещенск, Чита, Якутск",
    10: "Биробиджан, Владивосток, Хабаровск",
    11: "Магадан, Южно-Сахалинск",
    12: "Анадырь, Петропавловск-Камчатский",
}


@pytest.mark.parametrize("hours", CAPITALS)
def test_every_capital_of_a_region_has_its_hour(hours: int) -> None:
    for city in CAPITALS[hours].split(", "):
        for moment in (NOON, NOON + timedelta(days=182)):
            assert moment.astimezone(ZoneInfo(checked_zone(city))).utcoffset() == timedelta(hours=hours), city


def test_a_zone_by_its_offset_is_shown_as_people_write_it() -> None:
    assert zone_words("Etc/GMT-3", "ru") == "UTC+3"
    assert zone_words("Etc/GMT+11", "en") == "UTC−11"


def test_every_large_city_is_of_a_zone_that_exists() -> None:
    for zone, cities in LARGE_CITIES.items():
        assert all(checked_zone(city) == zone for city in cities.split(","))


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("mosco", "Europe/Moscow"),
        ("Масква", "Europe/Moscow"),
        ("Vladivostk", "Asia/Vladivostok"),
        ("Хабаровкс", "Asia/Vladivostok"),
        ("Asia/Omskk", "Asia/Omsk"),
    ],
)
def test_a_zone_that_is_mistyped_is_asked_about_and_not_taken(text: str, zone: str) -> None:
    with pytest.raises(UnknownZone):
        checked_zone(text)
    assert likely_zone(text) == zone


@pytest.mark.parametrize("text", ["Москва", "Omsk", "Narnia", "", "да", "\x00", "мск", "Рим ", "Омcк", "UTC+3"])
def test_what_is_right_or_like_nothing_is_not_asked_about(text: str) -> None:
    assert likely_zone(text) is None


@pytest.mark.parametrize("text", ["", "Narnia", "../etc/passwd", "Europe/", "\x00", "UTC+15", "UTC+5:30", "МСК+40"])
def test_an_unknown_zone_is_refused(text: str) -> None:
    with pytest.raises(UnknownZone):
        checked_zone(text)
