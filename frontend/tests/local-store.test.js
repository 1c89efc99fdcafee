import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { drop, entriesFor, store } from '../scripts/autosave/local-store.js'

const hidden = (value) => ({ value, enumerable: false, configurable: true })
const entry = { key: 'page-1', writing: 'w', hand: 'h', sequence: 1, fields: { title: 'a' } }

beforeEach(() => {
  globalThis.document = { body: { dataset: { person: '7' } } }
  const items = Object.create(Object.prototype, {
    setItem: hidden((name, value) => {
      items[name] = value
    }),
    getItem: hidden((name) => items[name] ?? null),
    removeItem: hidden((name) => delete items[name]),
  })
  Object.defineProperty(globalThis, 'localStorage', { value: items, configurable: true })
})

test('what was stored is found by its form, the newest first', (context) => {
  let now = 1
  context.mock.method(Date, 'now', () => now++)
  store(entry)
  store({ ...entry, writing: 'later' })
  assert.deepEqual(
    entriesFor('page-1').map(({ writing }) => writing),
    ['later', 'w'],
  )
  assert.deepEqual(entriesFor('page-2'), [])
})

test('nobody is shown what another person has typed', () => {
  store(entry)
  document.body.dataset.person = '8'
  assert.deepEqual(entriesFor('page-1'), [])
})

test('what was typed since it was sent stays', () => {
  store({ ...entry, sequence: 3 })
  drop({ ...entry, sequence: 2 })
  assert.equal(entriesFor('page-1').length, 1)
  drop({ ...entry, sequence: 3 })
  assert.equal(entriesFor('page-1').length, 0)
})

test('a browser that refuses to store is told apart', () => {
  assert.equal(store(entry), true)
  Object.defineProperty(
    localStorage,
    'setItem',
    hidden(() => {
      throw new Error('full')
    }),
  )
  assert.equal(store(entry), false)
})
