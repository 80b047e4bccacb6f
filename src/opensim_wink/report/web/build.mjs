// Builds ../page/static/report.js. The same source and lock file give the same bytes, so that CI
// can check the committed file. `node build.mjs --check` builds nothing and tells whether it is.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "page", "static", "report.js");

const built = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  sourcemap: false,
  format: "iife",
  loader: { ".css": "text" },
  target: ["es2021"],
  charset: "ascii",
  legalComments: "none",
  banner: {
    js: "/* opensim-wink, Apache-2.0. With three.js (MIT, three.js authors), uPlot (MIT, Leon Sorokin) and fflate (MIT, Arjun Barrett). */",
  },
  write: false,
  logLevel: "warning",
});
// A script inside a page ends at the first such tag, wherever it stands.
const text = built.outputFiles[0].text.replaceAll("</script", "<\\/script");

if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8");
  if (committed !== text) {
    console.error("report.js is not what the source gives: run `npm ci && npm run build`.");
    process.exit(1);
  }
} else {
  await writeFile(target, text);
  console.log(`report.js: ${(text.length / 1000).toFixed(1)} kB`);
}
