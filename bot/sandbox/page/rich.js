// Rich messages: blocks of the Bot API as elements. https://core.telegram.org/bots/api#richmessage
import { photo } from "./attachments.js";
import { element } from "./elements.js";
import { linkTo, moment, spoiler } from "./formatted.js";
import { word } from "./words.js";

const TEXTS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", marked: "mark", subscript: "sub",
  superscript: "sup",
};
// Headings of a message stand below the page's own.
const HEADINGS = ["h3", "h3", "h4", "h5", "h6", "h6", "h6"];
const ALIGNS = new Set(["left", "center", "right"]);

// `context`: acts of the chat, and button(button) that shows the message.
export const rich = (blocks, context) => blocks.map((block) => show(block, context));

function show(block, context) {
  const text = () => texts(block.text, context);
  const inside = () => rich(block.blocks ?? [], context);
  switch (block.type) {
    case "heading": return element(HEADINGS[block.size] ?? "h4", {}, ...text());
    case "pre": return element("pre", {}, element("code", {}, ...text()));
    case "footer": return element("footer", {}, ...text());
    case "divider": return element("hr");
    case "anchor": return element("a", { id: block.name });
    case "blockquote": return element("blockquote", {}, ...inside(), ...credit(block, context));
    case "pullquote": return element("blockquote", { class: "pull" }, ...text(), ...credit(block, context));
    case "expandable_blockquote": return details([word("show_more")], [element("blockquote", {}, ...text())], false);
    case "details": return details(texts(block.summary, context), inside(), block.is_open);
    case "list": return list(block, context);
    case "table": return table(block, context);
    case "photo": return captioned(photo(block.photo.at(-1)), block, context);
    case "collage":
    case "slideshow": return captioned(element("div", { class: "album" }, ...inside()), block, context);
    case "buttons": return element("div", { class: "keyboard" }, element("div", {}, ...block.buttons.map(context.button)));
    case "mathematical_expression": return element("p", {}, element("code", {}, block.expression));
    default: return element("p", {}, ...text());
  }
}

function texts(text, context) {
  if (text === undefined || text === null) return [];
  if (typeof text === "string") return [text];
  if (Array.isArray(text)) return text.flatMap((each) => texts(each, context));
  const inside = texts(text.text ?? text.alternative_text ?? text.expression, context);
  if (text.type in TEXTS) return [element(TEXTS[text.type], {}, ...inside)];
  if (text.type === "url") return [linkTo(text.url, inside, context)];
  if (text.type === "date_time") return [moment(text.unix_time, text.date_time_format, inside.map((each) => each.textContent ?? each).join(""))];
  if (text.type === "spoiler") return [spoiler(inside)];
  if (text.type === "button") return [context.button(text.button)];
  return inside;
}

function list({ items }, context) {
  const shown = items.map((item) => {
    const label = item.has_checkbox ? (item.is_checked ? "☑" : "☐") : item.label;
    return element("li", {}, element("span", { class: "label" }, label), element("div", {}, ...rich(item.blocks, context)));
  });
  return element("ul", { class: "list" }, ...shown);
}

function table({ cells, caption, is_bordered, is_striped }, context) {
  const rows = cells.map((row) => element("tr", {}, ...row.map((cell) => {
    const align = ALIGNS.has(cell.align) ? `align-${cell.align}` : "";
    const span = { colspan: cell.colspan, rowspan: cell.rowspan, class: align };
    return element(cell.is_header ? "th" : "td", span, ...texts(cell.text, context));
  })));
  const named = caption ? [element("caption", {}, ...texts(caption, context))] : [];
  const looks = [is_bordered && "bordered", is_striped && "striped"].filter(Boolean).join(" ");
  // A wide table is scrolled by itself, with the keyboard too.
  return element("div", { class: "table", tabindex: "0" },
    element("table", { class: looks }, ...named, element("tbody", {}, ...rows)));
}

function details(summary, inside, isOpen) {
  return element("details", { open: Boolean(isOpen) }, element("summary", {}, ...summary), ...inside);
}

function captioned(shown, { caption }, context) {
  if (!caption) return shown;
  return element("figure", {}, shown, element("figcaption", {}, ...texts(caption.text, context)));
}

const credit = (block, context) => (block.credit ? [element("cite", {}, ...texts(block.credit, context))] : []);
