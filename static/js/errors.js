/* Where the address still names a field from the try before, browsers leave `autofocus` alone: the summary of errors gets the focus all the same. */
"use strict";
if (location.hash) addEventListener("load", () => document.getElementById("fehler").focus());
