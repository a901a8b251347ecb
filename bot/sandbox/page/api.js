// The control interface of the sandbox: what a person at a Telegram can do.
const asJson = (body) => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// A refusal is a sentence; whoever asked shows it.
async function send(path, content) {
  const answer = await fetch(`/sandbox/${path}`, { method: "POST", ...content });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const act = (path, body = {}) => send(path, asJson(body));
const asPerson = (id, what, body) => act(`people/${id}/${what}`, body);

export const state = async () => (await fetch("/sandbox/state")).json();
export const links = async () => (await fetch("/sandbox/links")).json();

export const addPerson = (name, language, role) => act("people", { name, language, role });
export const write = (id, text) => asPerson(id, "messages", { text });
export const attach = (id, attachment) => asPerson(id, "messages", { attachment });
export const shareContact = (id) => asPerson(id, "contact");
export const shareUsers = (id, request_id, people) => asPerson(id, "users", { request_id, people });
export const vote = (id, message_id, options) => asPerson(id, "votes", { message_id, options });
export const ask = (id, query) => asPerson(id, "inline", { query });
export const choose = (id, query, result) => asPerson(id, "inline/choice", { query, result });
export const tap = (id, message_id, data) => asPerson(id, "taps", { message_id, data });
export const read = (id) => asPerson(id, "read");
export const speak = (id, language) => asPerson(id, "language", { language });
export const setBlocked = (id, blocked) => asPerson(id, blocked ? "block" : "unblock");
export const moveClock = (move) => act("clock", move);

export function upload(id, file) {
  const body = new FormData();
  body.append("kind", file.type.startsWith("image/") ? "photo" : "document");
  body.append("file", file);
  return send(`people/${id}/messages`, { body });
}

// Calls back at once and after every change; the browser reconnects by itself.
export function onChange(callback, onLost) {
  const events = new EventSource("/sandbox/events");
  events.onmessage = callback;
  events.onerror = onLost;
}
