/* A form that is on its way ignores a second press for a moment: the browser would drop the first answer, and with it
   perhaps the cookie that it brings. The button says so and keeps its name and value. Without this script the server
   answers both, and makes nothing twice (gsvo/status/idempotency.py). */
"use strict";
{
  const MOMENT = 5000; // milliseconds; whoever waits longer, or stays on the page with a download, may press again
  const sent = new Map(); // form -> the button that was pressed
  const release = (form) => {
    sent.get(form)?.removeAttribute("aria-disabled");
    sent.delete(form);
  };

  // Before unsent-forms.js, which then leaves the second press alone.
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const method = submitter?.getAttribute("formmethod") ?? form.getAttribute("method");
    const isAway = submitter?.name === "_go"; // a link that leaves the page (unsent-forms.js)
    if (event.defaultPrevented || isAway || method?.toLowerCase() !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    submitter?.setAttribute("aria-disabled", "true");
    sent.set(form, submitter);
    setTimeout(() => release(form), MOMENT);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) [...sent.keys()].forEach(release); // shown again from the browser's memory
  });
}
