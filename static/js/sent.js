// Sessions the server said it has, kept for thirty days: should it lose one all the same, this phone has it. They hold
// numbers and opaque ids alone; words that somebody wrote leave the phone once they are sent.
const PREFIX = "reprise:sent:";
const ASKED = "reprise:asked:";
const DAY_MS = 86400000;
const KEPT_MS = 30 * DAY_MS;
const ASKED_AT_ONCE = 1000;
const WORDS = ["note"];

function withoutWords(values) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !WORDS.includes(name)));
}

function all() {
  const found = [];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    try {
      found.push(JSON.parse(localStorage.getItem(key)));
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

export function forget(id) {
  localStorage.removeItem(PREFIX + id);
}

// A full phone gives up its oldest copies first. With nothing left to give up there is no copy, and the console says so.
export function keepSent({ who, id, body }) {
  const entries = body.entries.map(withoutWords);
  const copy = JSON.stringify({ who, id, body: { ...withoutWords(body), entries }, at: Date.now() });
  const oldest = all();
  for (;;) {
    try {
      localStorage.setItem(PREFIX + id, copy);
      return true;
    } catch (error) {
      if (oldest.length === 0) {
        console.warn("No room on this phone for a copy of a sent session.", error.name);
        return false;
      }
      forget(oldest.shift().id);
    }
  }
}

// Once a day: asks the server which of these it has, and answers with those it has not.
export async function missing(who, ask) {
  const now = Date.now();
  all().filter((copy) => now - copy.at > KEPT_MS).forEach((copy) => forget(copy.id));
  const mine = all().filter((copy) => copy.who === who).slice(-ASKED_AT_ONCE);
  if (mine.length === 0 || now - Number(localStorage.getItem(ASKED + who) ?? 0) < DAY_MS) return [];
  const answer = await ask(mine.map((copy) => copy.id));
  if (!answer) return [];
  localStorage.setItem(ASKED + who, String(now));
  return mine.filter((copy) => answer.missing.includes(copy.id));
}
