// What is new, every 20 seconds with an ETag; that a person is here, once a minute and only when they do something.
const EVERY = 20000, A_MINUTE = 60000;
const token = () => document.querySelector('meta[name="csrf"]')?.content || "";
const signedIn = () => document.body.hasAttribute("data-counts");

async function look() {
  if (!signedIn() || document.hidden) return;
  try {
    const answer = await fetch(document.body.dataset.counts, { headers: { Accept: "application/json" }, cache: "no-cache" });
    offline(false);
    if (answer.status === 401) location.reload();
    else if (answer.ok) show(await answer.json());
  } catch { offline(true); }
}

function show(counts) {
  try { sessionStorage.setItem("counts", JSON.stringify(counts)); } catch { /* forbidden: they come again */ }
  for (const place of document.querySelectorAll("[data-count-of]")) {
    const count = counts[place.dataset.countOf] || 0;
    place.textContent = count > 999 ? "999+" : count;
    place.hidden = !count;
  }
}

function offline(is) { document.querySelector("[data-offline-notice]").hidden = !is; }

let said = Date.now();
function here() {
  if (!signedIn() || Date.now() - said < A_MINUTE) return;
  said = Date.now();
  fetch(document.body.dataset.activity, { method: "POST", headers: { "X-CSRF-Token": token(), Accept: "application/json" } }).catch(() => {});
}

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, here, { passive: true });
window.addEventListener("offline", () => offline(true));
window.addEventListener("online", look);
document.addEventListener("visibilitychange", look);
try { show(JSON.parse(sessionStorage.getItem("counts")) || {}); } catch { /* nothing kept */ }
look();
setInterval(look, EVERY);
