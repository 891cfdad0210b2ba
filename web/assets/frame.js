// Draws a .docx in a page that has no cookies and no way out: it gets the bytes from the page that holds it, nothing else.
import "./frame.css";
import { renderAsync } from "docx-preview";

const place = document.getElementById("document");
let mark = "";
let drawing = Promise.resolve();

window.addEventListener("message", (event) => {
  if (event.source !== window.parent) return;
  if (event.data === "hello") { say(); return; }
  if (typeof event.data?.mark === "string") mark = event.data.mark;
  if (event.data?.docx instanceof ArrayBuffer) drawing = drawing.then(() => draw(event.data.docx)).catch(() => {});
  else pointOut();
});

async function draw(bytes) {
  const at = document.scrollingElement.scrollTop;
  const next = document.createElement("div");
  await renderAsync(bytes, next, null, { inWrapper: true, ignoreLastRenderedPageBreak: true, useBase64URL: true, experimental: true });
  for (const link of next.querySelectorAll("a[href]")) link.removeAttribute("href");
  place.replaceChildren(next);
  place.setAttribute("aria-busy", "false");
  fit();
  document.scrollingElement.scrollTop = at;
  pointOut();
}

function fit() {
  const page = place.querySelector("section");
  if (!page) return;
  const scale = Math.min(1, (window.innerWidth - 24) / page.offsetWidth);
  place.style.zoom = scale;
}

function pointOut() {
  for (const old of place.querySelectorAll(".is-marked")) old.classList.remove("is-marked");
  if (mark.length < 2) return;
  const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.data.includes(mark)) continue;
    walk.currentNode.parentElement.classList.add("is-marked");
    walk.currentNode.parentElement.scrollIntoView({ block: "center" });
    return;
  }
}

window.addEventListener("resize", fit);
// which of the two is there first is chance: the frame says it once by itself, and again when it is asked
function say() { window.parent.postMessage("ready", "*"); }
say();
