// Keeps an open page fresh. Everything works without this file; it only saves pressing "reload".
"use strict";

const ARMED_AFTER = 1000; // milliseconds: a click meant for whatever was here before must not send anything
const STEP = 500;
const PATIENCE = 10000; // milliseconds for an answer: the guard is on this computer
const AGAIN = 3000; // milliseconds until what failed is tried again, as browsers do with a stream
const LOST_AFTER = 8000; // milliseconds: a guard that is started anew is back by then

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

let asking = false;
let stale = false;

// One at a time. What changes meanwhile is asked for afterwards, and what failed is asked for again.
async function refresh() {
  stale = true;
  if (asking) return;
  asking = true;
  while (stale) {
    stale = false;
    try {
      const reply = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE), credentials: "same-origin" });
      if (reply.ok) swap(new DOMParser().parseFromString(await reply.text(), "text/html"));
      else if (reply.status >= 500) throw new Error(reply.statusText);
    } catch {
      stale = true;
      await new Promise((go) => setTimeout(go, AGAIN));
    }
  }
  asking = false;
}

let silence = null;

// A page that hears nothing may show a lamp that is long out: it says so, but not for a guard that only starts anew.
function hears(well) {
  const note = document.querySelector("[data-lost]");
  if (!well) return void (silence ??= setTimeout(() => { note.hidden = false; }, LOST_AFTER));
  clearTimeout(silence);
  silence = null;
  note.hidden = true;
}

// The guard says "changed" as soon as it is heard, so a stream that is opened again also brings what was missed.
function listen() {
  const stream = new EventSource("/events");
  stream.addEventListener("open", () => hears(true));
  stream.addEventListener("changed", refresh);
  stream.addEventListener("error", () => {
    hears(false);
    // After an answer that is no stream (the proxy's "bad gateway", say) a browser gives up.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
  });
}

arm();
for (const front of ["focus", "blur", "pageshow"]) addEventListener(front, arm);
document.addEventListener("visibilitychange", arm);
setInterval(tick, STEP);
if (document.querySelector("[data-live]")) listen();
