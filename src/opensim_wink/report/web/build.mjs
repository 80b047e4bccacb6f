// Builds ../page/static/report.js, and page.js for pages without player and plots. The same source
// and lock file give the same bytes, so that CI can check the committed files. `--check` builds
// nothing and tells whether they are what the source gives.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const OTHERS = " With three.js (MIT, three.js authors), uPlot (MIT, Leon Sorokin) and fflate (MIT, Arjun Barrett).";
const SCRIPTS = [
  { name: "report.js", entry: "src/main.ts", others: OTHERS },
  { name: "page.js", entry: "src/page_alone.ts", others: "" },
];

/** The script's text. */
async function built({ entry, others }) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    sourcemap: false,
    format: "iife",
    loader: { ".css": "text" },
    target: ["es2021"],
    charset: "ascii",
    legalComments: "none",
    banner: { js: `/* opensim-wink, Apache-2.0.${others} */` },
    write: false,
    logLevel: "warning",
  });
  // A script inside a page ends at the first such tag, wherever it stands.
  return outputFiles[0].text.replaceAll("</script", "<\\/script");
}

for (const script of SCRIPTS) {
  const target = join(here, "..", "page", "static", script.name);
  const text = await built(script);
  if (!process.argv.includes("--check")) {
    await writeFile(target, text);
    console.log(`${script.name}: ${(text.length / 1000).toFixed(1)} kB`);
  } else if ((await readFile(target, "utf8")) !== text) {
    console.error(`${script.name} is not what the source gives: run \`npm ci && npm run build\`.`);
    process.exitCode = 1;
  }
}
