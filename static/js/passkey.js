/* Passkeys: hands the server's challenge to the browser and the browser's answer to the form. Without this script
   the forms stay hidden, and the pages offer another way. */
"use strict";
const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/* What WebAuthn wants as bytes, JSON carries as text, in both directions. */
function read({ publicKey }) {
  const options = { ...publicKey, challenge: fromText(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: fromText(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) options[list] = options[list].map((known) => ({ ...known, id: fromText(known.id) }));
  }
  return { publicKey: options };
}

function write(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function challenge(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function use(form) {
  const trouble = form.querySelector("[data-passkey-trouble]");
  trouble.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey](read(await challenge(form)));
    form.elements.credential.value = write(credential);
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.closest("[data-passkey-part]").hidden = false;
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name === "_go") return; // unsent-forms.js leaves the page by a link: no passkey is wanted
      event.preventDefault();
      use(form);
    });
  }
  for (const hint of document.querySelectorAll("[data-passkey-missing]")) hint.hidden = true;
}
