// The frozen PDF, page by page, drawn in the page; a page is drawn when it comes near, and given back when it is far.
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

pdfjs.GlobalWorkerOptions.workerSrc = worker;
const NEAR = "1200px";

export async function draw(place) {
  if (place.dataset.drawn) return;
  place.dataset.drawn = "yes";
  place.setAttribute("aria-busy", "true");
  try {
    const file = await pdfjs.getDocument({ url: place.dataset.pdf, isEvalSupported: false, enableXfa: false, useWasm: false }).promise;
    await lay(place, file);
  } catch (trouble) {
    place.textContent = document.body.dataset.noDocument;
    place.classList.add("is-missing");
    console.warn(trouble);
  }
  place.setAttribute("aria-busy", "false");
}

async function lay(place, file) {
  const first = (await file.getPage(1)).getViewport({ scale: 1 });
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) {
      if (one.isIntersecting) show(file, one.target);
      else one.target.replaceChildren();
    }
  }, { rootMargin: NEAR });
  for (let number = 1; number <= file.numPages; number += 1) {
    const sheet = document.createElement("div");
    sheet.className = "document-page";
    sheet.dataset.number = number;
    sheet.style.aspectRatio = `${first.width} / ${first.height}`;
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-label", `${number} / ${file.numPages}`);
    place.append(sheet);
    watch.observe(sheet);
  }
}

async function show(file, sheet) {
  if (sheet.firstChild) return;
  const canvas = document.createElement("canvas");
  sheet.append(canvas);
  const page = await file.getPage(Number(sheet.dataset.number));
  const size = page.getViewport({ scale: 1 });
  const scale = (sheet.clientWidth / size.width) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale });
  sheet.style.aspectRatio = `${size.width} / ${size.height}`;
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise.catch(() => {});
}
