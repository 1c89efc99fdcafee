// `node verify.mjs < {"tokens": […], "keys": {JWK Set}}`: verifies credentials by the npm package jose, as somebody else's
// program does. Prints for each its claims, or {"error": the code of what is wrong}.

import { text } from "node:stream/consumers";
import { createLocalJWKSet, jwtVerify } from "../../../frontend/node_modules/jose/dist/webapi/index.js";

const { tokens, keys } = JSON.parse(await text(process.stdin));
const published = createLocalJWKSet(keys);

async function verified(token) {
  try {
    return (await jwtVerify(token, published, { algorithms: ["RS256"], typ: "JWT" })).payload;
  } catch (error) {
    return { error: error.code };
  }
}

console.log(JSON.stringify(await Promise.all(tokens.map(verified))));
