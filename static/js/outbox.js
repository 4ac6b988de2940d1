// Sessions that wait on this phone until the server has them. Each keeps the id it was made with, so that sending it
// again changes nothing. A session is sent only after an answer in JSON that names its id; a copy stays (sent.js).
import { forget, keepSent, missing } from "./sent.js";

const PREFIX = "reprise:log:";
const API = "/api/v1/";
const PATIENCE_MS = 15000;
const RETRY_FIRST_MS = 1000;
const RETRY_MOST_MS = 300000;
const KEPT = { 404: "unknown", 413: "unreadable", 422: "unreadable" };

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = BigInt(Date.now());
  for (let index = 0; index < 6; index += 1) bytes[index] = Number((now >> BigInt(40 - 8 * index)) & 255n);
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function add(who, id, body) {
  localStorage.setItem(PREFIX + id, JSON.stringify({ who, id, body, state: "queued" }));
}

export function remove(id) {
  localStorage.removeItem(PREFIX + id);
}

// Somebody else's sessions are neither shown nor sent.
export function waiting(who) {
  const found = [];
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index);
    if (!key.startsWith(PREFIX)) continue;
    const item = read(key);
    if (item?.who === who) found.push(item);
  }
  return found.sort((one, other) => one.body.client_seq - other.body.client_seq);
}

// Nobody's session waits here, whoever they are.
export function isEmpty() {
  return !Object.keys(localStorage).some((key) => key.startsWith(PREFIX));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(item, state) {
  localStorage.setItem(PREFIX + item.id, JSON.stringify({ ...item, state }));
  return state;
}

// A request that hangs is given up, so that what waits behind it is tried again.
function ask(address, options) {
  return fetch(`${API}${address}`, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS), ...options });
}

// {state: "ready" | "offline" | "signed out" | "closed" | "other", csrf}
async function session(who) {
  const response = await ask("session", { cache: "no-store" });
  if (response.status === 410) return { state: "closed" };
  if (!response.ok) return { state: "offline" };
  const body = await response.json();
  if (!body.auth) return { state: "signed out" };
  return { state: body.user === who ? "ready" : "other", csrf: body.csrf };
}

async function put(item, csrf) {
  const body = JSON.stringify({ ...item.body, client_now: new Date().toISOString() });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  return ask(`session-logs/${item.id}`, { method: "PUT", headers, body });
}

async function isStored(response, id) {
  if (![200, 201].includes(response.status) || response.redirected) return false;
  if (!response.headers.get("Content-Type")?.includes("json")) return false;
  const answer = await response.json().catch(() => ({}));
  return answer.id === id;
}

// The id already says something else: this becomes a correction of it, under an id of its own.
function asCorrection(item) {
  remove(item.id);
  const body = { ...item.body, revises: item.id, client_seq: item.body.client_seq + 1 };
  add(item.who, newId(), body);
  return "changed";
}

async function settle(item, response) {
  if (await isStored(response, item.id)) {
    remove(item.id);
    keepSent(item);
    return { state: "stored" };
  }
  if (response.status === 401) return { state: "signed out" };
  if (response.status === 410) return { state: "closed" };
  if (response.status === 409) return { state: asCorrection(item) };
  if (KEPT[response.status]) return { state: keep(item, KEPT[response.status]) };
  return { state: "offline", wait: Number(response.headers.get("Retry-After") ?? 0) * 1000 };
}

async function sendOne(item, who) {
  let ready = await session(who);
  if (ready.state !== "ready") return ready;
  let response = await put(item, ready.csrf);
  if (response.status === 403) {
    ready = await session(who);
    response = await put(item, ready.csrf);
  }
  return settle(item, response);
}

async function sendAll(who) {
  let last = { state: "stored" };
  for (const item of waiting(who).filter((each) => each.state === "queued")) {
    last = await sendOne(item, who).catch(() => ({ state: "offline" }));
    if (["offline", "signed out", "closed", "other"].includes(last.state)) break;
  }
  return last;
}

// Sends what waits, oldest first. Two tabs never send at the same time.
export async function flush(who) {
  if (!navigator.locks) return sendAll(who);
  return navigator.locks.request("reprise-outbox", () => sendAll(who));
}

let tries = 0;
let timer;

// Waits a little longer after each try, by a random part of it, so that many phones don't come back at once.
export function again(who, show, wait) {
  const longest = Math.min(RETRY_FIRST_MS * 2 ** tries, RETRY_MOST_MS);
  tries += 1;
  clearTimeout(timer);
  timer = setTimeout(() => run(who, show), Math.max(wait ?? 0, Math.random() * longest));
}

// What the server has lost waits to be sent again.
async function reconcile(who) {
  const lost = await missing(who, async (ids) => {
    const ready = await session(who);
    if (ready.state !== "ready") return null;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": ready.csrf };
    const response = await ask("session-logs/have", { method: "POST", headers, body: JSON.stringify({ ids }) });
    return response.ok ? response.json() : null;
  });
  for (const copy of lost) {
    add(who, copy.id, copy.body);
    forget(copy.id);
  }
}

export async function run(who, show) {
  await reconcile(who).catch(() => {});
  if (waiting(who).length === 0) return show({ state: "stored", count: 0 });
  const result = await flush(who);
  const count = waiting(who).length;
  if (result.state === "offline") again(who, show, result.wait);
  else tries = 0;
  return show({ ...result, count });
}

// Tries at once, when the network or the page comes back, and every half minute while somebody looks.
export function watch(who, show) {
  const attempt = () => { if (!document.hidden) run(who, show); };
  window.addEventListener("online", attempt);
  document.addEventListener("visibilitychange", attempt);
  setInterval(() => { if (waiting(who).length) attempt(); }, 30000);
  attempt();
}
