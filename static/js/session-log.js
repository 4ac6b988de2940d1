// Saving a session: kept on this phone first, then sent. Without this the form posts by itself.
import { add, again, flush, newId, remove, waiting } from "./outbox.js";
import { raise, sayKept } from "./alarm.js";
import { startBanner } from "./outbox-banner.js";

const NUMBERS = ["version", "slot", "pain_during", "effort"];
const ENTRY = /^e(\d+)-(\w+)$/;
const TEXTS = ["key", "outcome", "reason"];

const pad = (number) => String(number).padStart(2, "0");
const localDate = (now) => `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;

// The phone's own day, zone and clock, unless another day was chosen.
function stamp(form) {
  const now = new Date();
  const day = form.elements.local_date;
  form.elements.client_now.value = now.toISOString();
  form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || form.elements.zone.value;
  if (day.value === day.defaultValue) {
    day.value = localDate(now);
    form.elements.performed_at.value = now.toISOString();
  }
}

function entriesOf(data) {
  const entries = [];
  for (const [name, value] of data) {
    const match = ENTRY.exec(name);
    if (!match || value === "") continue;
    const entry = (entries[match[1]] ??= {});
    entry[match[2]] = TEXTS.includes(match[2]) ? value : Number(value);
  }
  return entries.map((entry) => {
    if (entry.outcome === "done") delete entry.reason;
    return entry;
  });
}

function bodyOf(form) {
  const data = new FormData(form);
  const body = {
    client_seq: Date.now(),
    prescription: data.get("prescription"),
    local_date: data.get("local_date"),
    timezone: data.get("zone"),
    performed_at: data.get("performed_at"),
    note: data.get("note"),
    red_flags: data.getAll("red_flags"),
    entries: entriesOf(data),
  };
  for (const name of NUMBERS) if (data.get(name)) body[name] = Number(data.get(name));
  return body;
}

function isReadable(form) {
  const day = form.elements.local_date.value;
  return form.checkValidity() && day !== "" && day === localDate(new Date());
}

function goOn(form) {
  window.location.assign(form.dataset.done.replace(/[0-9a-f-]{36}/, form.dataset.kept));
}

// Kept before anything is sent; sent now or, without a network, by the outbox as soon as there is one.
async function save(form, banner) {
  const result = await flush(banner.who);
  const mine = waiting(banner.who).find((item) => item.id === form.dataset.kept);
  if (!mine) return goOn(form);
  if (mine.state !== "queued") {
    remove(mine.id);
    return form.submit();
  }
  if (result.state === "offline") again(banner.who, banner.show, result.wait);
  banner.show({ ...result, count: waiting(banner.who).length });
  sayKept(raise(form));
  return document.querySelector("[data-outbox]").scrollIntoView({ block: "center" });
}

function keep(form, banner) {
  const id = newId();
  try {
    add(banner.who, id, bodyOf(form));
  } catch {
    return false;
  }
  form.dataset.kept = id;
  return true;
}

function start(form, banner) {
  const button = document.querySelector(`button[form=${form.getAttribute("id")}]`);
  form.addEventListener("submit", async (event) => {
    stamp(form);
    if (!form.dataset.kept && (!isReadable(form) || !keep(form, banner))) return;
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    await save(form, banner);
    button.removeAttribute("aria-busy");
    button.textContent = "Saved on this phone";
  });
}

// The line of an exercise says what was chosen inside it.
function startFolds(form) {
  form.addEventListener("change", (event) => {
    const fold = event.target.closest(".fold");
    if (!event.target.name.endsWith("-outcome") || !fold) return;
    fold.querySelector("[data-outcome]").textContent = event.target.closest("label").textContent.trim();
  });
}

const form = document.querySelector("form[data-log]");
const banner = startBanner((who) => {
  if (form?.dataset.kept && !waiting(who).some((item) => item.id === form.dataset.kept)) goOn(form);
});
if (form) startFolds(form);
if (form && banner) start(form, banner);
