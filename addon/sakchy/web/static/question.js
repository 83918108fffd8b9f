// Whoever begins to read a question gets time for it; and once it may go, the browser goes on.
"use strict";

let touched = false;

// Any key, press or focus counts, but not the focus that the page itself sets.
async function touch(event) {
  const form = document.querySelector("[data-time-form]");
  if (!form || touched || !event.isTrusted) return;
  touched = true;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("answer", "time");
  try {
    const reply = await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin", redirect: "manual" });
    if (reply.type !== "opaqueredirect" && !reply.ok) { touched = false; return; }
  } catch { touched = false; return; }
  const left = document.querySelector("[data-time]");
  const held = left?.contains(document.activeElement); // by whoever came by keys: what they were on is gone now
  left?.querySelector("progress")?.remove();
  left?.querySelector("[data-time-form]")?.remove();
  for (const words of left?.querySelectorAll("p") ?? []) words.hidden = !("noHurry" in words.dataset);
  if (!held) return;
  const said = left.querySelector("[data-no-hurry]");
  said.tabIndex = -1;
  said.focus();
}

for (const sign of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  addEventListener(sign, touch, { passive: true });
}

// The page is changed in place when an answer came from elsewhere; a refresh in its head would not be heard.
new MutationObserver(() => {
  const leads = document.querySelector("[data-leads]");
  if (leads && !document.querySelector("meta[http-equiv=refresh]")) location.replace(leads.dataset.leads);
}).observe(document.querySelector("main"), { childList: true, subtree: true });
