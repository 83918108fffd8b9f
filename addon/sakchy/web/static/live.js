// Keeps an open page fresh. Everything works without this file; it only saves pressing "reload".
"use strict";

const ARMED_AFTER = 1000; // milliseconds: a click meant for whatever was here before must not send anything
const STEP = 500;

let arming = null;

// What sends something works once the page has been in front for a moment: not while a window lies over it, and not
// for the second half of a double click that closed that window.
function arm() {
  clearTimeout(arming);
  for (const button of document.querySelectorAll("button.later")) button.disabled = true;
  if (document.visibilityState !== "visible" || !document.hasFocus()) return;
  arming = setTimeout(() => {
    for (const button of document.querySelectorAll("button.later")) button.disabled = false;
  }, ARMED_AFTER);
}

function tick() {
  for (const bar of document.querySelectorAll("progress[data-left]")) {
    bar.value = Math.max(0, bar.value - STEP / 1000);
  }
  for (const clock of document.querySelectorAll("[data-seconds]")) {
    const left = Math.max(0, clock.dataset.seconds - STEP / 1000);
    clock.dataset.seconds = left;
    clock.textContent = `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
  }
}

// Says what is new to who does not see it: a region that was there before is read out when it changes.
const told = document.createElement("p");
told.className = "unseen";
told.setAttribute("role", "status");
document.body.append(told);

// Swap only what is different, and never under the person's hand.
function swap(fresh) {
  document.title = fresh.title;
  let swapped = false;
  for (const old of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector("[data-live]");
    if (!next || next.dataset.key === old.dataset.key) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(document.adoptNode(next));
    swapped = true;
    told.textContent = next.querySelector("h1, h2")?.textContent ?? "";
    if (focused) (next.querySelector("[autofocus]") || next.querySelector("button.main, a.main"))?.focus();
  }
  if (swapped) arm();
}

let asking = null;

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  try {
    const reply = await fetch(location.href, { signal: asking.signal, credentials: "same-origin" });
    if (reply.ok) swap(new DOMParser().parseFromString(await reply.text(), "text/html"));
  } catch { /* the guard stopped, or a newer change asked again */ }
}

arm();
for (const front of ["focus", "blur", "pageshow"]) addEventListener(front, arm);
document.addEventListener("visibilitychange", arm);
setInterval(tick, STEP);
if (document.querySelector("[data-live]")) {
  new EventSource("/events").addEventListener("changed", refresh);
}
