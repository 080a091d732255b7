/* Says once before a login ends, and keeps it when "Angemeldet bleiben" is pressed. Who types is not idle: then the
   login is kept without a word. The server decides; another window may have kept the login meanwhile, so it is asked
   before anything is said. Without this script a login ends as well, and what is sent afterwards is kept. */
"use strict";
for (const box of document.querySelectorAll("[data-session]")) {
  const form = box.querySelector("form");
  const status = box.querySelector("[role=status]");
  const button = box.querySelector("button");
  const warn = Number(box.dataset.warn) * 1000;
  let idle, life, timer, before;
  let active = false;
  let asked = false;

  const know = (seconds) => {
    idle = Date.now() + seconds.idle * 1000;
    life = Date.now() + seconds.life * 1000;
  };
  const ask = async (stay) => {
    asked = true;
    active = false;
    try {
      let answer = await fetch(form.action, stay ? { method: "POST", body: new FormData(form) } : {});
      if (!answer.ok) answer = await fetch(form.action);
      if (answer.ok) know(await answer.json());
    } catch {
      /* no network: what we know still holds */
    }
  };
  const say = (text) => {
    if (box.hidden) before = document.activeElement;
    box.hidden = false;
    if (status.textContent !== text) setTimeout(() => (status.textContent = text), 100); // into a region that is there
  };
  const hide = () => {
    if (box.hidden) return;
    if (box.contains(document.activeElement)) before?.focus();
    box.hidden = true;
    status.textContent = "";
  };
  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(tick, milliseconds);
  };
  const tick = async () => {
    let left = Math.min(idle, life) - Date.now();
    if (left <= warn && (!asked || left <= 0 || (active && idle < life))) {
      await ask(active);
      left = Math.min(idle, life) - Date.now();
    }
    if (left > warn) {
      asked = false;
      hide();
      later(left - warn);
    } else if (left > 0) {
      const time = new Date(Math.min(idle, life)).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
      button.hidden = life <= idle;
      say(box.dataset[life <= idle ? "saysLife" : "saysIdle"].replace("{time}", time));
      later(Math.min(left, 5000));
    } else {
      button.hidden = true;
      say(box.dataset.saysOver);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await ask(true);
    tick();
  });
  document.addEventListener("input", () => (active = true));
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => (active = active || box.hidden)); // once it is said, the button decides
  }
  addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    await ask(false); // shown again from the browser's memory: perhaps after logging out
    if (life <= Date.now()) location.reload();
  });
  document.addEventListener("visibilitychange", () => document.hidden || tick());
  know({ idle: Number(box.dataset.idle), life: Number(box.dataset.life) });
  tick();
}
