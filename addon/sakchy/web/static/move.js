// On the pages about setting up: goes on to the safe address by itself once this browser can reach it.
// Elsewhere, and without script, the button does it.
"use strict";

const move = document.getElementById("move");
fetch(move.dataset.here, { credentials: "omit", cache: "no-store" })
  .then((reply) => { if (reply.ok) move.requestSubmit(); })
  .catch(() => { /* this browser does not use the guard, or does not trust its certificate yet */ });
