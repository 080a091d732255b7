/* Where the address still names a field from the try before, browsers leave `autofocus` alone: the summary of errors gets the focus all the same. */
"use strict";
history.replaceState(history.state, ""); // reload and Back ask for the page anew instead of sending its form again
// A field that the summary's link led to is named in the address; browsers pass that on to whatever page comes next.
addEventListener("submit", () => location.hash && history.replaceState(history.state, "", location.pathname + location.search));
if (location.hash) {
  const focus = () => document.getElementById("fehler").focus();
  // The browser goes to the named field once more in the first frame after loading.
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(focus)));
}
