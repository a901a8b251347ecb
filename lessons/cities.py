"""Cities after which no zone is named, and what people call a zone beside its city's name.

The capitals of Russia's regions and other cities of more than half a million people, each with the zone that
zone1970.tab of the IANA database names for its region: https://data.iana.org/time-zones/tzdb/zone1970.tab
"""

from collections.abc import Mapping
from typing import Final

LARGE_CITIES: Final[Mapping[str, str]] = {
    "Europe/Moscow": (
        "мск, MSK, спб, SPB, Санкт-Петербург, Петербург, Питер, Нижний Новгород, Казань, Ростов-на-Дону, Ростов, "
        "Краснодар, Сочи, Воронеж, Ярославль, Рязань, Тула, Пенза, Липецк, Набережные Челны, Махачкала, Ставрополь, "
        "Архангельск, Белгород, Брянск, Великий Новгород, Владикавказ, Владимир, Вологда, Череповец, Грозный, Иваново, "
        "Йошкар-Ола, Калуга, Кострома, Курск, Магас, Майкоп, Мурманск, Нальчик, Нарьян-Мар, Орёл, Петрозаводск, Псков, "
        "Саранск, Смоленск, Сыктывкар, Тамбов, Тверь, Чебоксары, Черкесск, Элиста, "
        "Saint Petersburg, St Petersburg, Nizhny Novgorod, Kazan, Rostov-on-Don, Rostov, Krasnodar, Sochi, Voronezh, "
        "Yaroslavl, Ryazan, Tula, Penza, Lipetsk, Naberezhnye Chelny, Makhachkala, Stavropol, "
        "Arkhangelsk, Belgorod, Bryansk, Veliky Novgorod, Vladikavkaz, Vladimir, Vologda, Cherepovets, Grozny, "
        "Ivanovo, Yoshkar-Ola, Kaluga, Kostroma, Kursk, Magas, Maykop, Murmansk, Nalchik, Naryan-Mar, Oryol, "
        "Petrozavodsk, Pskov, Saransk, Smolensk, Syktyvkar, Tambov, Tver, Cheboksary, Cherkessk, Elista"
    ),
    "Europe/Simferopol": "Севастополь, Sevastopol",
    "Europe/Samara": "Тольятти, Ижевск, Tolyatti, Izhevsk",
    "Asia/Yekaterinburg": (
        "екб, EKB, Челябинск, Уфа, Пермь, Тюмень, Оренбург, Сургут, Магнитогорск, Нижний Тагил, Курган, Салехард, "
        "Ханты-Мансийск, Chelyabinsk, Ufa, Perm, Tyumen, Orenburg, Surgut, Magnitogorsk, Nizhny Tagil, Kurgan, "
        "Salekhard, Khanty-Mansiysk"
    ),
    "Asia/Barnaul": "Горно-Алтайск, Gorno-Altaysk",
    "Asia/Novokuznetsk": "Кемерово, Kemerovo",
    "Asia/Krasnoyarsk": "Абакан, Кызыл, Норильск, Abakan, Kyzyl, Norilsk",
    "Asia/Irkutsk": "Улан-Удэ, Братск, Ulan-Ude, Bratsk",
    "Asia/Yakutsk": "Благовещенск, Blagoveshchensk",
    "Asia/Vladivostok": "Хабаровск, Биробиджан, Комсомольск-на-Амуре, Khabarovsk, Birobidzhan, Komsomolsk-on-Amur",
    "Asia/Kamchatka": "Петропавловск-Камчатский, Камчатка, Petropavlovsk-Kamchatsky",
    "Europe/Kyiv": "Киев",
    "Asia/Kolkata": "Калькутта, Дели, Мумбаи, Delhi, Mumbai",
    "Asia/Sakhalin": "Южно-Сахалинск, Сахалин, Yuzhno-Sakhalinsk",
}
