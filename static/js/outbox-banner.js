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

export function startBanner(after = () => {}) {
  const banner = document.querySelector("[data-outbox]");
  if (!banner) return null;
  const who = banner.dataset.who;
  const show = ({ state, count }) => {
    const words = WORDS[state] ?? WORDS[waiting(who)[0]?.state] ?? WORDS.offline;
    banner.hidden = count === 0;
    if (count > 0) banner.querySelector("[data-outbox-words]").textContent = words(count);
    after(who);
  };
  banner.querySelector("[data-outbox-retry]").addEventListener("click", () => run(who, show));
  watch(who, show);
  return { who, show };
}
