// What the check-in page stores on the device, in IndexedDB: the list that it has downloaded, and the acts that are not sent.
// The list goes when its day is over, when somebody else opens the page, and when its person signs out; acts stay until they are
// sent: they hold numbers and times, and no name but one that was typed.

/** @import { Act, StoredList } from './types.d.ts' */
const NAME = 'check-in'

/** @type {Promise<IDBDatabase> | undefined} */
let opened

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('lists', { keyPath: 'session' })
      request.result.createObjectStore('acts', { keyPath: 'key' })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
  return opened
}

/**
 * Does something with a store, and answers once it is on the device.
 * @template Result
 * @param {'lists' | 'acts'} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
async function within(name, mode, act) {
  const transaction = (await database()).transaction(name, mode)
  const request = act(transaction.objectStore(name))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error)
  })
}

/** @param {StoredList} list */
export const storeList = (list) => within('lists', 'readwrite', (store) => store.put(list))

/** @returns {Promise<StoredList[]>} */
export const storedLists = () => within('lists', 'readonly', (store) => store.getAll())

/** @param {number} session */
export const removeList = (session) => within('lists', 'readwrite', (store) => store.delete(session))

/** @param {Act} act */
export const storeAct = (act) => within('acts', 'readwrite', (store) => store.put(act))

/**
 * The acts of a person at a session, in the order in which they were done.
 * @param {string} person
 * @param {number} session
 * @returns {Promise<Act[]>}
 */
export async function storedActs(person, session) {
  /** @type {Act[]} */
  const all = await within('acts', 'readonly', (store) => store.getAll())
  return all.filter((act) => act.person === person && act.session === session).sort((one, other) => one.at - other.at)
}

/** @param {string} key */
export const removeAct = (key) => within('acts', 'readwrite', (store) => store.delete(key))
