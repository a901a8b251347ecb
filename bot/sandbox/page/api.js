// The control interface of the sandbox.
const send = (path, body = {}) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const state = async () => (await fetch("/sandbox/state")).json();
export const links = async () => (await fetch("/sandbox/links")).json();
export const addPerson = async (name, language) => (await send("/sandbox/people", { name, language })).json();
export const write = (person, text) => send(`/sandbox/people/${person}/messages`, { text });
export const attach = (person, attachment) => send(`/sandbox/people/${person}/messages`, { attachment });
export const tap = (person, message_id, data) => send(`/sandbox/people/${person}/taps`, { message_id, data });
export const setBlocked = (person, blocked) => send(`/sandbox/people/${person}/${blocked ? "block" : "unblock"}`);

// Calls back at once and after every change; the browser reconnects by itself.
export function onChange(callback) {
  new EventSource("/sandbox/events").onmessage = callback;
}
