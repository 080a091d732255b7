/* Counts while somebody types how many of the promised days are free. Without this script the page counts what was typed
   whenever it is made anew. */
"use strict";
for (const box of document.querySelectorAll("[data-days-left]")) {
  const form = box.closest("form");
  const granted = Number(box.dataset.daysLeft) / 4;
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const planned = () =>
    [...form.querySelectorAll('[name^="milestones-"][name$="-quarters"]')]
      .map((field) => Number(field.value.trim().replace(",", ".")))
      .filter((days) => days > 0)
      .reduce((sum, days) => sum + days, 0);
  form.addEventListener("input", () => {
    const left = granted - planned();
    const days = Math.abs(left) === 1 ? box.dataset.one : box.dataset.many.replace("{number}", number.format(Math.abs(left)));
    box.textContent = (left < 0 ? box.dataset.beyond : box.dataset.left).replace("{days}", days);
  });
}
