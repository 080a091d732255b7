/* Keeps what stands in a form before somebody leaves its page by any way but the form itself. A link becomes a
   button of the form: the server keeps the form for whoever typed it and leads on (gsvo/unsent_forms). Before another form,
   a closed tab or the Back button, the same is sent beside; a form with a line for it ([data-kept]) is kept while somebody
   types, and says when. Passwords and files stay here. Without this script the
   ways out open beside the page. */
"use strict";
{
  const forms = [...document.querySelectorAll("form[data-unsent]")];
  const known = new Map(); // form -> what the server has of it
  let isSent = false; // the form itself is on its way
  const OFTEN = 8000; // milliseconds between two times that a long form is kept while somebody types

  const secrets = (form) => [...form.elements].filter((field) => ["file", "password"].includes(field.type));
  const read = (form) => {
    const data = new FormData(form);
    for (const field of secrets(form)) data.delete(field.name);
    return data;
  };
  const text = (form) => new URLSearchParams(read(form)).toString();
  const changed = () => forms.filter((form) => text(form) !== known.get(form));
  const keep = async (form) => {
    const body = read(form);
    const send = (keepalive) => fetch(form.getAttribute("action") || location.href, { method: "POST", body, keepalive });
    body.set("_keep", "1");
    known.set(form, text(form));
    try {
      return (await send(true).catch(() => send(false))).ok; // too long to outlive the page
    } catch {
      known.delete(form);
      return false;
    }
  };
  const keepOften = (form, line) => {
    let timer;
    const now = async () => {
      timer = undefined;
      if (isSent || text(form) === known.get(form)) return;
      const words = (await keep(form)) ? line.dataset.kept : line.dataset.notKept;
      const time = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
      const says = words.replace("{time}", time);
      if (line.textContent !== says) line.textContent = says; // said aloud once a minute at most
    };
    form.addEventListener("input", () => (timer ??= setTimeout(now, OFTEN)));
  };
  const keepAll = (but) => changed().forEach((form) => form !== but && keep(form));
  const goBy = (form, address) => {
    const button = Object.assign(document.createElement("button"), { name: "_go", value: address, formNoValidate: true });
    const left = secrets(form).filter((field) => !field.disabled);
    button.hidden = true;
    form.append(button);
    for (const field of left) field.disabled = true;
    form.requestSubmit(button);
    setTimeout(() => {
      for (const field of left) field.disabled = false; // a download leaves the page where it is
      isSent = false;
    }, 2000);
    known.set(form, text(form));
    button.remove();
  };

  for (const way of document.querySelectorAll("[data-beside]")) way.removeAttribute("target");
  for (const form of forms) {
    known.set(form, text(form));
    const line = form.querySelector("[data-kept]");
    if (line) keepOften(form, line);
  }
  // Reload and Back ask for the page anew instead of sending its form again: the server has kept what was typed.
  if (forms.some((form) => form.dataset.posted !== undefined)) history.replaceState(history.state, "");

  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href]");
    if (!way || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isHere = way.hash && way.pathname + way.search === location.pathname + location.search;
    const [form] = changed();
    if (!form || isHere || way.target || way.download || way.origin !== location.origin) return;
    event.preventDefault();
    goBy(form, way.pathname + way.search + way.hash);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const isDiscarded = event.target.dataset.discard !== undefined;
    if (!isDiscarded) keepAll(event.target);
    isSent = isDiscarded || forms.includes(event.target);
  });
  // A form that somebody writes on for long is kept while she pauses as well, should the computer fail.
  let pause;
  document.addEventListener("input", (event) => {
    if (event.target.form?.dataset.autosave === undefined) return;
    clearTimeout(pause);
    pause = setTimeout(() => isSent || keepAll(), 5000);
  });
  const goes = () => isSent || keepAll();
  document.addEventListener("visibilitychange", () => document.hidden && goes());
  addEventListener("pagehide", goes);
  addEventListener("pageshow", () => (isSent = false));
}
