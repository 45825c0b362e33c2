// Writes the lists of common passwords, words and names out of npm's zxcvbn, the commonest first, with an empty line between two lists.
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [target] = process.argv.slice(2);
const lists = createRequire(import.meta.url)("../../node_modules/zxcvbn/lib/frequency_lists.js");
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, Object.values(lists).map((words) => words.join("\n") + "\n").join("\n"));
