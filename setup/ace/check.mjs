// `node check.mjs BOOK…`: Ace, the accessibility checker of DAISY, over ebooks, in one browser (PUPPETEER_EXECUTABLE_PATH).
// A line for each violation; the exit code says whether there is one. Ace itself is left out: it drags Electron along.

import ace from "@daisy/ace-core";
import runner from "@daisy/ace-axe-runner-puppeteer";
import winston from "winston";

const inOneBrowser = { ...runner, launch: async () => {}, close: async () => {} };
const write = process.stdout.write.bind(process.stdout);

async function report(book) {
  process.stdout.write = () => true; // without a folder for its reports Ace prints them
  try {
    return (await ace(book, { cwd: process.cwd(), silent: true, initLogger: false }, inOneBrowser))[1];
  } finally {
    process.stdout.write = write;
  }
}

function* violations(found) {
  for (const { "earl:testSubject": subject, assertions } of found.assertions) {
    for (const { "earl:test": test, "earl:result": result } of assertions) {
      yield `${subject.url}: ${test["dct:title"]} (${test["earl:impact"]}): ${result.html ?? result["dct:description"]}`;
    }
  }
}

winston.configure({ silent: true });
let count = 0;
await runner.launch();
for (const book of process.argv.slice(2)) {
  for (const line of violations(await report(book))) {
    console.log(`${book}: ${line}`);
    count += 1;
  }
}
await runner.close();
console.log(`${process.argv.length - 2} books, ${count} violations`);
process.exit(count ? 1 : 0);
