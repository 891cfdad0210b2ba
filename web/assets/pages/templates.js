// A template's preview: the document with sample values, drawn in the frame that has no way out.
function show(root) {
  const frame = root.querySelector("[data-frame]");
  if (!frame) return;
  let isDrawn = false;
  const draw = async () => {
    if (isDrawn) return;
    isDrawn = true;
    const answer = await fetch(root.dataset.document, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) { frame.contentWindow.postMessage({ docx: await answer.arrayBuffer(), mark: "" }, "*"); return; }
    const told = await answer?.json().catch(() => ({}));
    const trouble = root.querySelector("[data-preview-trouble]");
    trouble.textContent = [told?.title, told?.facts?.why || told?.facts?.lost || told?.hint].filter(Boolean).join(" ");
    trouble.hidden = false;
  };
  window.addEventListener("message", (event) => { if (event.source === frame.contentWindow && event.data === "ready") draw(); });
  frame.contentWindow?.postMessage("hello", "*");
}

for (const root of document.querySelectorAll("[data-template-preview]:not([data-begun])")) { root.dataset.begun = "yes"; show(root); }
