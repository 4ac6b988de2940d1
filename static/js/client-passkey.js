// A client's passkey: added in the settings, used on the join page. Without a browser that knows them, nothing shows.
const WORDS = {
  SecurityError: "Passkeys don’t work at this address. Open the site by its name, not by its number.",
  NotAllowedError: "Your phone stopped before a passkey was used. Try again, or use a code from your clinic.",
  InvalidStateError: "This phone has your passkey already.",
};
const OTHERWISE = "That passkey did not work. Try again, or use a code from your clinic.";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.codePointAt(0));
const text = (buffer) =>
  btoa(String.fromCodePoint(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function ready({ publicKey: asked }) {
  const ids = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.excludeCredentials && { excludeCredentials: ids(asked.excludeCredentials) }),
  };
}

function plain(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const held = names.filter((name) => credential.response[name]);
  const response = Object.fromEntries(held.map((name) => [name, text(credential.response[name])]));
  const id = text(credential.rawId);
  return { id, rawId: id, type: credential.type, response, clientExtensionResults: {} };
}

async function post(url, form, body) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "error" });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.title ?? OTHERWISE, { cause: "told" });
  return data;
}

async function run(form) {
  const adds = form.dataset.passkey === "add";
  const publicKey = ready(await post(form.dataset.question, form, {}));
  const credential = adds
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  const next = new URLSearchParams(location.search).get("next") ?? "";
  return post(form.action, form, { credential: plain(credential), next });
}

function start(form) {
  const button = form.querySelector("button");
  const says = form.querySelector("[data-passkey-says]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    says.textContent = "";
    try {
      const { next } = await run(form);
      location.assign(next);
      if (next.startsWith(location.pathname)) location.reload();
    } catch (error) {
      says.textContent = error.cause === "told" ? error.message : (WORDS[error.name] ?? OTHERWISE);
      button.disabled = false;
    }
  });
  for (let place = form.parentElement; place; place = place.parentElement) {
    if ("passkeyPlace" in place.dataset) place.hidden = false;
  }
}

if (globalThis.PublicKeyCredential && navigator.credentials?.create) {
  document.querySelectorAll("form[data-passkey]").forEach(start);
}
