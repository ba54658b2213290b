/** Print the still form of each figure that is named: `node still.mjs FOLDER NAME...`, one JSON object. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...names] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(join(folder, `${name}.mjs`)));
const { markup } = await load("figure");
const stills = {};
for (const name of names) stills[name] = markup(name, await load(name));
process.stdout.write(JSON.stringify(stills));
