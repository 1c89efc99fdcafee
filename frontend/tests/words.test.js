import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from '../editor/links/address.js'
import { nearest, placesOf } from '../editor/surface/places.js'
import { wordsIn } from '../scripts/autosave/form.js'
import { withLineEnds } from '../scripts/box/lines.js'
import { headingAbove } from '../scripts/headings.js'
import { sentencesOf } from '../scripts/passages/segments.js'
import { findPassage, lettersOf, named } from '../scripts/passages/words.js'
import { begunIn } from '../scripts/people/asking.js'

const find = (text, exact, prefix = '') => findPassage({ text }, lettersOf(text), exact, prefix)
const found = (text, exact, prefix) => {
  const place = find(text, exact, prefix)
  return place && text.slice(place.start, place.end)
}

test('a passage is found whatever its accents, case, spaces and signs are', () => {
  assert.equal(found('Ouvrez l’Écran du bas.', "l'ecran  DU bas"), 'l’Écran du bas.')
})

test('of several places the one behind the same words is taken', () => {
  assert.deepEqual(find('one cat, two cat', 'cat', 'two '), { start: 13, end: 16 })
  assert.deepEqual(find('one cat, two cat', 'cat', 'one '), { start: 4, end: 8 })
})

test('the signs that open and close a sentence belong to it', () => {
  assert.equal(found('Il dit « Bonjour tous ! » puis part', 'Bonjour tous'), '« Bonjour tous ! »')
})

test('a passage that is not there, or has no letter, is not found', () => {
  assert.equal(find('some words', 'others'), null)
  assert.equal(find('some words', '…'), null)
})

test('letters of other scripts are found too', () => {
  assert.equal(found('まず、画面を開く。', '画面を開く'), '画面を開く')
})

test('chosen words are named by themselves and by what stands around them', () => {
  assert.deepEqual(named({ text: 'one two three' }, { start: 4, end: 7 }), {
    exact: 'two',
    prefix: 'one ',
    suffix: ' three',
  })
})

test('a sentence ends with its block', () => {
  const text = 'A heading\nFirst one. Second one.'
  const at = [
    { start: 0, block: 'h2' },
    { start: 10, block: 'p' },
  ]
  const sentences = sentencesOf({ text, at }, 'en').map(({ start, end }) => text.slice(start, end))
  assert.deepEqual(sentences, ['A heading', 'First one.', 'Second one.'])
})

test('lines of words that were typed one below the other stay lines', () => {
  assert.equal(withLineEnds('one\ntwo\n\nthree'), 'one  \ntwo\n\nthree')
})

test('lists, headings, quotations and tables get no line ends', () => {
  for (const text of ['- a\n- b', '# a\nb', '> a\n> b', '| a |\n| b |', '1. a\n2. b', '    code\n    code'])
    assert.equal(withLineEnds(text), text)
})

test('the heading above the caret is the last one before it', () => {
  const text = '# One\n\nwords\n\n## Two ##\n\nmore'
  assert.equal(headingAbove(text, 8), 'One')
  assert.equal(headingAbove(text, text.length), 'Two')
  assert.equal(headingAbove(text, 2), 'One')
  assert.equal(headingAbove('no heading', 3), '')
})

test('a name is begun by an @ at the start of a word', () => {
  assert.deepEqual(begunIn('ask @mar'), { letters: 'mar', length: 4 })
  assert.deepEqual(begunIn('(@Martine L'), { letters: 'Martine L', length: 10 })
  assert.equal(begunIn('mail@example'), null)
  assert.equal(begunIn('ask @'), null)
})

test('words are found again where they stand closest to where they were', () => {
  assert.deepEqual(placesOf('a b a b a', 'a'), [0, 4, 8])
  assert.equal(nearest([0, 4, 8], 5), 4)
  assert.equal(nearest([], 5), null)
})

test('what people type for an address is made whole', () => {
  const here = 'https://guide.example'
  assert.deepEqual(addressOf('www.example.org', here), { href: 'https://www.example.org' })
  assert.deepEqual(addressOf('somebody@example.org', here), { href: 'mailto:somebody@example.org' })
  assert.deepEqual(addressOf('https://guide.example/wiki/', here), { href: '/wiki/' })
  assert.deepEqual(addressOf('server:8080', here), { href: 'https://server:8080' })
  assert.deepEqual(addressOf(' ', here), { problem: 'empty' })
  for (const strange of ['javascript:alert(1)', 'two words', 'word'])
    assert.deepEqual(addressOf(strange, here), { problem: 'strange' })
})

test('neither a token nor a password nor a file is stored as words of a form', () => {
  const data = [
    ['title', 'a'],
    ['csrfmiddlewaretoken', 't'],
    ['token', 't'],
    ['draft_key', 'k'],
    ['new_password1', 'p'],
    ['file', {}],
  ]
  assert.deepEqual(wordsIn(data), { title: 'a' })
})
