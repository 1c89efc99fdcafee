// `node judge.mjs`: reads a statement a line and answers, a line each, with what xapi-validation finds wrong in it.

import { createInterface } from "node:readline";
import validation from "../../../frontend/node_modules/@learninglocker/xapi-validation/dist/index.js";

for await (const line of createInterface({ input: process.stdin })) {
  const found = validation.default(JSON.parse(line));
  console.log(JSON.stringify(found.map((one) => `${one.constructor.name} at ${one.path?.join(".")}: ${JSON.stringify(one.data)}`)));
}
