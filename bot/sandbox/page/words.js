// The page's own words in the languages of the bot; what the bot says comes from the bot.
const WORDS = {
  ru: {
    about: "Демонстрация: бот и локальный Telegram. Ни один запрос не покидает этот компьютер.",
    name: "Имя", speaks: "Язык", add: "Добавить человека", other: "English",
    hint: "Откройте стартовую ссылку точки обслуживания, как если бы человек навёл камеру на QR-код:",
    write: "Сообщение", send: "Отправить", commands: "Меню команд", attach: "Вложить",
    block: "Заблокировать бота", unblock: "Разблокировать", blocked: "заблокировал бота",
    edited: "изменено", photo: "🖼 Фотография", voice: "🎤 Голосовое", sticker: "🙂 Стикер", document: "📄 Документ",
    chat: "Чат", start: "Начать без ссылки", failed: "Нет связи с песочницей",
  },
  en: {
    about: "A demo: the bot and a local Telegram. No request leaves this machine.",
    name: "Name", speaks: "Language", add: "Add a person", other: "Русский",
    hint: "Open a service point's start link, as if the person had scanned its QR code:",
    write: "Message", send: "Send", commands: "Command menu", attach: "Attach",
    block: "Block the bot", unblock: "Unblock", blocked: "has blocked the bot",
    edited: "edited", photo: "🖼 Photo", voice: "🎤 Voice", sticker: "🙂 Sticker", document: "📄 Document",
    chat: "Chat", start: "Start without a link", failed: "The sandbox does not answer",
  },
};

export let language = localStorage.getItem("language")
  ?? (navigator.language.startsWith("ru") ? "ru" : "en");

export const word = (key) => WORDS[language][key];

export function switchLanguage() {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem("language", language);
}
