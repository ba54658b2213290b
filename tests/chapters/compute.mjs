/** Print what a figure computes and draws for each of these values: `node compute.mjs MODULE JSON`. */

import { pathToFileURL } from "node:url";

const [path, values] = process.argv.slice(2);
const module = await import(pathToFileURL(path));
const asked = JSON.parse(values).map((one) => ({ computed: module.compute(one), drawn: module.draw(one), said: module.describe(one) }));
process.stdout.write(JSON.stringify({ controls: module.controls, asked }));
