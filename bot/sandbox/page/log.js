// The messages of a chat, with the days between them and the mark where the unread ones begin.
import { Bubble } from "./bubble.js";
import { element } from "./elements.js";
import { dayOf } from "./times.js";
import { language, word } from "./words.js";

// So near to the end, in pixels, a reader wants to be taken along.
const NEAR = 80;
const MARGIN = 8;

export class Log {
  constructor(root, acts) {
    this.root = root;
    this.acts = acts;
    this.bubbles = new Map();
    this.typing = element("div", { class: "typing", "aria-hidden": "true" }, ...[1, 2, 3].map(() => element("i")));
  }

  show({ messages, name, unread, typing }) {
    const follows = this.isFollowed;
    const isNew = messages.some((message) => !this.bubbles.has(message.id));
    this.drop(messages);
    for (const message of messages) this.bubble(message).show(message, name);
    this.arrange(messages, unread ?? 0);
    if (typing) this.root.append(this.typing);
    else this.typing.remove();
    if (follows || (isNew && messages.at(-1)?.from === "person")) this.toEnd();
  }

  // Whether the reader is where the log has put them, or at the end.
  get isFollowed() {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    return scrollTop === this.placed || scrollHeight - scrollTop - clientHeight < NEAR;
  }

  // To the end; a last message that is higher than the chat is shown from its beginning.
  toEnd() {
    const { root } = this;
    const last = root.lastElementChild;
    root.scrollTop = last?.offsetHeight > root.clientHeight ? last.offsetTop - root.offsetTop - MARGIN : root.scrollHeight;
    this.placed = root.scrollTop;
  }

  bubble(message) {
    if (!this.bubbles.has(message.id)) this.bubbles.set(message.id, new Bubble(this.acts));
    return this.bubbles.get(message.id);
  }

  drop(messages) {
    const present = new Set(messages.map((message) => message.id));
    for (const [id, bubble] of this.bubbles) {
      if (present.has(id)) continue;
      bubble.root.remove();
      this.bubbles.delete(id);
    }
  }

  // Bubbles stay the same elements; only what stands between them is made anew, and only when that changes: a log is
  // read out as it grows.
  arrange(messages, unread) {
    const place = JSON.stringify([messages.map(({ id }) => id), language]);
    const now = JSON.stringify([place, unread]);
    if (this.arranged === now) return;
    this.arranged = now;
    const isOnlyRead = !unread && this.placedBy === place;
    this.placedBy = place;
    if (isOnlyRead) return this.endUnread();
    const firstUnread = messages.filter(({ from }) => from === "bot").at(-unread);
    let day = null;
    const wanted = [];
    for (const message of messages) {
      if (dayOf(message.date) !== day) wanted.push(separator("day", (day = dayOf(message.date))));
      if (unread && message === firstUnread) wanted.push(separator("unread", word("unread")));
      wanted.push(this.bubbles.get(message.id).root);
    }
    this.place(wanted);
  }

  // The mark leaves its room: a chat is read when the pointer comes, and what it points at must not move away.
  endUnread() {
    this.root.querySelector(":scope > .unread")?.replaceChildren();
  }

  place(wanted) {
    this.root.querySelectorAll(":scope > .separator").forEach((each) => each.remove());
    wanted.forEach((each, index) => {
      const there = this.root.children[index];
      if (there !== each) this.root.insertBefore(each, there ?? null);
    });
  }
}

const separator = (kind, text) => element("p", { class: `separator ${kind}` }, element("span", {}, text));
