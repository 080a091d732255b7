/* The submit button repeats the figure that stands in the field: "6 Tage zusagen". Without this script it says the act alone. */
"use strict";
const comma = document.documentElement.lang === "en" ? "." : ",";
for (const label of document.querySelectorAll("[data-figure-of]")) {
  const field = document.getElementById(label.dataset.figureOf);
  const plain = label.textContent;
  const repeat = () => {
    const text = field.value.trim().replace(/[.,]/, comma);
    const isFigure = /^\d+([.,]\d+)?$/.test(text);
    label.textContent = isFigure ? `${text} ${text === "1" ? label.dataset.one : label.dataset.many}` : plain;
  };
  field.addEventListener("input", repeat);
  repeat();
}
