// Where nobody is signed in, nothing of a check-in page stays on the device but what is not sent yet: numbers and times.
import { SHELL } from './checking-in/shell.js'
import { removeList, storedLists } from './checking-in/device.js'

async function forget() {
  for (const { session } of await storedLists()) await removeList(session)
  for (const name of await caches.keys()) if (name.startsWith(SHELL)) await caches.delete(name)
}

if (!document.body?.dataset.person) forget().catch(() => {})
