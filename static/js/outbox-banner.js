// Says what waits on this phone, in the banner of the page.
import { run, waiting, watch } from "./outbox.js";

const sessions = (count) => (count === 1 ? "1 session is" : `${count} sessions are`);
const WORDS = {
  offline: (count) => `You’re offline. ${sessions(count)} safe on this phone and will be sent when you’re back.`,
  "signed out": (count) => `Sign in to finish saving. ${sessions(count)} safe on this phone.`,
  closed: (count) => `Your clinic no longer keeps your plan here. ${sessions(count)} still on this phone.`,
  unknown: (count) => `${sessions(count)} not in your plan any more, and kept on this phone. Your therapist can help.`,
  unreadable: (count) => `${sessions(count)} kept on this phone, but could not be read. Your therapist can help.`,
};

const DAY = { weekday: "long", day: "numeric", month: "long" };

// One line for each session that waits: its day, and how much of it was done.
function lineOf({ body, state }) {
  const line = document.createElement("li");
  const day = new Date(`${body.local_date}T12:00`).toLocaleDateString(document.documentElement.lang, DAY);
  const done = body.entries.filter((entry) => entry.outcome !== "skipped").length;
  for (const words of [`${day}:`, `${done} of ${body.entries.length} exercises`, state === "queued" ? "Waiting" : "Kept"]) {
    line.append(Object.assign(document.createElement(line.children.length ? "span" : "b"), { textContent: words }));
  }
  return line;
}

function fill(banner, who, state) {
  banner.querySelector("[data-outbox-list]").replaceChildren(...waiting(who).map(lineOf));
  banner.querySelector("[data-outbox-retry]").hidden = state !== "offline";
  banner.querySelector("[data-outbox-join]").hidden = state !== "signed out";
}

export function startBanner(after = () => {}) {
  const banner = document.querySelector("[data-outbox]");
  if (!banner) return null;
  const who = banner.dataset.who;
  const show = ({ state, count }) => {
    const known = [state, waiting(who)[0]?.state].find((name) => WORDS[name]) ?? "offline";
    banner.hidden = count === 0;
    if (count > 0) banner.querySelector("[data-outbox-words]").textContent = WORDS[known](count);
    fill(banner, who, known);
    after(who);
  };
  banner.querySelector("[data-outbox-retry]").addEventListener("click", () => run(who, show));
  watch(who, show);
  return { who, show };
}
