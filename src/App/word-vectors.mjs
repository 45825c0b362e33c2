// Packs the directions of the commonest English words into a small file: the words, one a line, a zero, then 100 signed bytes a word.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

const [source, target] = process.argv.slice(2);
const most = 80_000;
const dimensions = 100;

// The file is a third of a gigabyte; its words come in order of how common they are, and a quarter of it is enough.
const file = readFileSync(source);
const from = file.indexOf('"vectors":{');
if (from < 0) throw new Error(`${source} holds no vectors.`);
const words = [];
const directions = [];
const entry = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/g;
const piece = 1 << 24;
let left = "";
for (let at = from + 11; at < file.length && words.length < most; at += piece) {
  const text = left + file.toString("latin1", at, Math.min(at + piece, file.length));
  let end = 0;
  for (const found of text.matchAll(entry)) {
    end = found.index + found[0].length;
    if (words.length >= most || !/^[a-z]{2,30}$/.test(found[1])) continue;
    const direction = found[2].split(",", dimensions).map(Number);
    const largest = Math.max(...direction.map(Math.abs));
    if (direction.length < dimensions || !(largest > 0)) continue;
    words.push(found[1]);
    directions.push(Buffer.from(Int8Array.from(direction, (part) => Math.round((part / largest) * 127)).buffer));
  }
  left = text.slice(end);
}
if (words.length < most) throw new Error(`${source} holds ${words.length} words, not ${most}.`);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, Buffer.concat([Buffer.from(`${words.join("\n")}\n\0`, "latin1"), ...directions]));
