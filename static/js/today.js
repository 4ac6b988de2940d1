// Today: ticks stay on this phone until the session is saved, and the foot says what is left.
import { isEmpty, waiting } from "./outbox.js";
import { startBanner } from "./outbox-banner.js";

const PREFIX = "reprise:ticks:";

function ticksKey(form) {
  return `${PREFIX}${form.dataset.session}:${form.dataset.day}`;
}

function saved(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

function forget(except) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && key !== except) localStorage.removeItem(key);
  }
}

function startTicks(form) {
  const boxes = [...form.querySelectorAll("input[name=done]")];
  const finish = document.querySelector("[data-finish]");
  const part = document.querySelector("[data-part]");
  if (boxes.length === 0 || !finish) return;
  const words = finish.querySelector("span");
  const untouched = words.textContent;
  const key = ticksKey(form);
  const before = saved(key);
  boxes.forEach((box) => { box.checked = before.has(box.value); });

  const update = () => {
    const ticked = boxes.filter((box) => box.checked);
    const left = boxes.length - ticked.length;
    localStorage.setItem(key, JSON.stringify(ticked.map((box) => box.value)));
    part.hidden = ticked.length === 0 || left === 0;
    part.textContent = `Finish here: ${ticked.length} of ${boxes.length} done`;
    words.textContent = left === 0 ? "Finish session" : ticked.length ? `Carry on: ${left} left` : untouched;
  };

  finish.addEventListener("click", (event) => {
    const next = boxes.find((box) => !box.checked);
    if (!next || next === boxes[0] && boxes.every((box) => !box.checked)) return;
    event.preventDefault();
    next.closest(".ex").scrollIntoView({ block: "center", behavior: "smooth" });
    next.focus({ preventScroll: true });
  });
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  forget(key);
  update();
}

function leavingWords(count) {
  const sessions = count === 1 ? "1 session is" : `${count} sessions are`;
  return `${sessions} not sent yet. Your answers wait on this phone until you sign in here again. Sign out all the same?`;
}

// The server tells the browser to forget everything, but only while nobody's session waits on this phone.
function sayNothingWaits(form) {
  const field = form.elements.nothing_waits ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "nothing_waits", value: isEmpty() ? "1" : "" });
}

// Signing out with sessions that were not sent would leave them behind.
function startLeaving(form) {
  form.addEventListener("submit", (event) => {
    const who = document.querySelector("[data-outbox]")?.dataset.who;
    const count = who ? waiting(who).length : 0;
    if (count > 0 && !window.confirm(leavingWords(count))) event.preventDefault();
    sayNothingWaits(form);
  });
}

const form = document.querySelector("form[data-session]");
if (form) startTicks(form);
if (document.body.dataset.saved !== undefined) forget();
document.querySelectorAll("form[data-leave]").forEach(startLeaving);

// A warning sign that waited on this phone has stopped the plan once it is sent: show the page as it is now.
const warns = (who) => waiting(who).some((item) => item.body.red_flags?.length > 0);
let warned = warns(document.querySelector("[data-outbox]")?.dataset.who);
startBanner((who) => {
  if (warned && !warns(who)) window.location.reload();
  warned = warns(who);
});
