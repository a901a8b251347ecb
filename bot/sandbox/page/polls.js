// Polls and quizzes: a choice before the vote, the shares after it.
import { button, element } from "./elements.js";
import { language, word } from "./words.js";

// `vote(options)` votes by places from 0; none takes the vote back.
export function poll(body, vote) {
  return element("div", { class: "poll", role: "group", "aria-label": body.question },
    element("b", {}, body.question), element("small", {}, kindOf(body)), ...inside(body, vote));
}

function inside(body, vote) {
  const votes = body.options.map(({ voter_count: count }) => count);
  if (body.is_closed || votes.some(Boolean)) return results(body, votes, vote);
  return body.allows_multiple_answers ? ticks(body, vote) : choice(body, vote);
}

function kindOf({ type, is_closed: isClosed, is_anonymous: isAnonymous }) {
  if (isClosed) return word("poll_closed");
  if (type === "quiz") return word("poll_quiz");
  return word(isAnonymous ? "poll_anonymous" : "poll_open");
}

const choice = ({ options }, vote) => options.map(({ text }, place) => button({}, () => vote([place]), text));

function ticks({ options }, vote) {
  const boxes = options.map(() => element("input", { type: "checkbox" }));
  const chosen = () => boxes.flatMap((box, place) => (box.checked ? [place] : []));
  const send = button({ class: "send-vote", disabled: true }, () => vote(chosen()), word("poll_vote"));
  for (const box of boxes) box.addEventListener("change", () => { send.disabled = !chosen().length; });
  return [...options.map(({ text }, place) => element("label", {}, boxes[place], text)), send];
}

function results(body, votes, vote) {
  // Whoever chooses several is one voter: the shares are of voters.
  const share = (count) => count / Math.max(1, body.total_voter_count);
  const rows = body.options.map(({ text }, place) => result(text, share(votes[place]), markOf(body, votes, place)));
  const explained = body.explanation ? [element("p", { class: "explained" }, body.explanation)] : [];
  const back = body.allows_revoting && !body.is_closed ? [button({ class: "take-back" }, () => vote([]), word("poll_take_back"))] : [];
  return [...rows, ...explained, element("small", {}, word("poll_votes", { count: body.total_voter_count })), ...back];
}

function result(text, share, mark) {
  const bar = element("i", { class: "bar-of-share" });
  bar.style.width = `${100 * share}%`;
  return element("div", { class: `result ${mark}` },
    element("span", { class: "share" }, percent(share)), element("span", {}, text, says(mark)), bar);
}

const percent = (share) => new Intl.NumberFormat(language, { style: "percent" }).format(share);

// The mark is a colour and a sign; a screen reader hears words.
const SIGNS = { chosen: "✓", right: "✓", wrong: "✗" };
const says = (mark) => (mark ? element("span", { class: "mark", role: "img", "aria-label": word(`poll_${mark}`) }, ` ${SIGNS[mark]}`) : null);

function markOf({ type, correct_option_ids: right = [] }, votes, place) {
  if (type !== "quiz") return votes[place] ? "chosen" : "";
  if (right.includes(place)) return "right";
  return votes[place] ? "wrong" : "";
}
