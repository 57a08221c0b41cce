// Every script that a page loads parses as ES2017: offices run browsers with cores from Chrome 64 on.
// What we take from npm is lowered to it by `npm run build`.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";

const vendored = "node_modules/.es2017";

function scripts(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return scripts(path);
    return name.endsWith(".js") ? [path] : [];
  });
}

const found = [...scripts("src").filter((path) => path.includes("/static/")), ...scripts(vendored)];
let bad = 0;
for (const path of found) {
  try {
    parse(readFileSync(path, "utf8"), { ecmaVersion: 2017, sourceType: "script" });
  } catch (error) {
    bad += 1;
    console.error(`${path}: ${error.message}`);
  }
}
console.log(`${found.length} scripts read as ES2017, ${bad} refused`);
process.exit(bad ? 1 : 0);
