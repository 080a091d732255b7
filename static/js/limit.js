/* Says at a field how many letters are left. It is said aloud when somebody pauses and little is left, not on every
   key. Letters are counted as the server counts them: a line break or an emoji is one, an umlaut as well. Without this
   script the limit stands there. */
"use strict";
for (const box of document.querySelectorAll("[data-limit]:not([data-counts])")) {
  const field = document.getElementById(box.dataset.for);
  if (!field) continue;
  box.dataset.counts = ""; // a page may load this script once for each of its forms
  const limit = Number(box.dataset.limit);
  const before = box.textContent;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const said = document.createElement("span");
  let timer;
  said.className = "gs-vh";
  said.setAttribute("role", "status");
  box.after(said);

  const left = () => limit - [...field.value.trim().normalize("NFC")].length;
  const words = (rest) => {
    if (rest === limit) return before;
    return (rest < 0 ? box.dataset.over : box.dataset.left)
      .replace("{left}", number.format(rest))
      .replace("{over}", number.format(-rest))
      .replace("{most}", number.format(limit));
  };
  const show = () => {
    const rest = left();
    box.textContent = words(rest);
    box.classList.toggle("gs-limit--over", rest < 0);
  };
  const say = () => {
    const rest = left();
    said.textContent = rest <= limit / 10 ? words(rest) : "";
  };
  field.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(say, 1500);
  });
  show();
}
