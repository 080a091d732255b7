/* The summary of errors has the focus also where the address still names a field from the try before: browsers then leave `autofocus` alone. */
"use strict";
addEventListener("load", () => document.getElementById("fehler").focus());
