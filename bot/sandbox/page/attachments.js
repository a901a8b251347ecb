// What hangs on a message: photos open, documents download, the rest is named.
import { button, element, icon } from "./elements.js";
import { poll } from "./polls.js";
import { word } from "./words.js";

const FILES = "/sandbox/files/";
const PLAYED = new Set(["voice", "audio"]);

// An album is several messages of one media group; each is shown by itself, one below the other.
// `vote(options)` is for polls.
export function attached(attachment, vote) {
  const { kind } = attachment;
  if (kind === "photo" && attachment.url) return photo(attachment);
  if (kind === "document" && attachment.url) return download(attachment);
  if (PLAYED.has(kind) && attachment.url && attachment.size) return element("audio", { controls: true, src: attachment.url });
  if (kind === "poll") return poll(attachment.body, vote);
  return named(attachment);
}

// A PhotoSize or an attachment of the state.
export function photo({ file_id, url = FILES + file_id, name }) {
  const picture = element("img", { src: url, alt: name ?? word("photo"), decoding: "async" });
  return button({ class: "photo", "aria-label": word("open_photo") }, () => enlarge(url), picture);
}

function download({ url, name, size }) {
  const title = name ?? word("document");
  const about = size ? word("size", { kilobytes: Math.max(1, Math.round(size / 1024)) }) : "";
  return element("a", { class: "file", href: url, download: title, title: word("download") },
    element("span", { class: "disc" }, icon("download")), element("span", {}, element("b", {}, title), element("small", {}, about)));
}

function named({ kind, name, body = {} }) {
  const about = name ?? [body.first_name, body.phone_number].filter(Boolean).join(", ");
  return element("p", { class: "named" }, icon("clip"), [word(kind), about].filter(Boolean).join(": "));
}

function enlarge(url) {
  const dialog = document.querySelector("#photo-dialog");
  const picture = dialog.querySelector("img");
  picture.src = url;
  picture.alt = word("photo");
  dialog.showModal();
}
