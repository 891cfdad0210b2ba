// Builds what pages load into web/static/built, each file named by its content; Flask reads the manifest.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { defineConfig } from "vite";

const ICONS = "node_modules/@tabler/icons/icons";
const SOURCES = ["web/templates", "web/assets", "web/pages", "web"];

// Only the icons that pages name: the whole font has half a megabyte, these have a few kilobytes.
function icons() {
  const name = "virtual:icons.css";
  return {
    name: "icons",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? [...wanted()].sort().map(rule).join("\n") : null),
  };
}

function wanted() {
  const named = (folder, end) => readdirSync(join(ICONS, folder)).map((file) => file.replace(/\.svg$/, end));
  const known = new Set([...named("outline", ""), ...named("filled", "-filled")]);
  const found = new Set();
  for (const folder of SOURCES) {
    for (const file of files(folder)) {
      for (const [, word] of readFileSync(file, "utf8").matchAll(/(?:ti-|")([a-z0-9]+(?:-[a-z0-9]+)*)/g)) if (known.has(word)) found.add(word);
    }
  }
  return found;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["static", "translations", "__pycache__"].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return statSync(path).isDirectory() ? files(path) : /\.(html|js|py)$/.test(path) ? [path] : [];
  });
}

function rule(name) {
  const file = name.endsWith("-filled") ? join("filled", name.replace(/-filled$/, "")) : join("outline", name);
  const drawing = readFileSync(join(ICONS, `${file}.svg`), "utf8").replace(/<!--[^]*?-->/g, "").replace(/\s+/g, " ").replace(/class="[^"]*" /, "").trim();
  return `.ti-${name}{--icon:url("data:image/svg+xml,${encodeURIComponent(drawing)}")}`;
}

export default defineConfig({
  base: "/static/built/",
  publicDir: false,
  plugins: [icons()],
  build: {
    outDir: "web/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: { layout: "web/assets/layout.js", frame: "web/assets/frame.js" } },
  },
});
