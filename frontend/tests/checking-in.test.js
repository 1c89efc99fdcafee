import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLike, standing, whoseCode } from '../scripts/checking-in/standing.js'

const list = {
  session: 12,
  people: [
    {
      id: 1,
      code: '12.1.0123456789ABCDEF0123',
      state: 'registered',
      name: 'Zoé d’Été-Martin',
      site: 'Lille',
      came: null,
    },
    { id: 2, code: '12.2.AAAA456789ABCDEF0123', state: 'registered', name: 'Paul Émile', site: 'Arras', came: 90 },
    { id: 3, code: '12.3.BBBB456789ABCDEF0123', state: 'cancelled' },
  ],
  unmatched: [{ name: 'Quelqu’un', came: 50 }],
}
const act = (more) => ({ key: 'k', person: 'p', session: 12, is_in: true, at: 100, ...more })
const came = (acts) => standing(list, acts).people.map((line) => line.came)

test('what was done here lies on top of the list that was downloaded', () => {
  assert.deepEqual(came([]), [null, 90])
  assert.deepEqual(came([act({ registration: 1 })]), [100, 90])
  assert.deepEqual(came([act({ registration: 2, at: 200 })]), [null, 90])
  assert.deepEqual(came([act({ registration: 2, is_in: false }), act({ registration: 2, at: 300 })]), [null, 300])
})

test('whoever has given her seat up is on no list, and the list that was downloaded stays as it is', () => {
  assert.equal(standing(list, [act({ registration: 1 })]).people.length, 2)
  assert.equal(list.people[0].came, null)
})

test('a name that was typed is there until it is taken back', () => {
  assert.deepEqual(standing(list, [act({ name: 'Une autre' })]).unmatched.at(-1), { name: 'Une autre', came: 100 })
  assert.deepEqual(standing(list, [act({ name: 'Quelqu’un', is_in: false })]).unmatched, [])
})

test('accents, case, hyphens and apostrophes do not count in a name', () => {
  assert.ok(isLike('Zoé d’Été-Martin', 'ZOE ete'))
  assert.ok(isLike('Zoé d’Été-Martin', "d'e"))
  assert.ok(isLike('佐藤 花子', '藤'))
  assert.ok(!isLike('Zoé d’Été-Martin', 'artin'))
})

test('a code is let in for its own session only, and not when the seat was given up', () => {
  assert.equal(whoseCode(' 12.1.0123456789abcdef0123 ', list).line.id, 1)
  assert.equal(whoseCode('12.1.0123456789ABCDEF0124', list).problem, 'unknown')
  assert.equal(whoseCode('12.3.BBBB456789ABCDEF0123', list).problem, 'cancelled')
  assert.equal(whoseCode('13.1.0123456789ABCDEF0123', list).problem, 'other')
  assert.equal(whoseCode('https://example.org/', list).problem, 'unknown')
})
