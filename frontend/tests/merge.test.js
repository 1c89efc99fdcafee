import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeBlocks } from '../editor/core/merge/blocks.js'
import { pairs } from '../editor/core/merge/pairs.js'
import { mergeText } from '../editor/core/merge/texts.js'

const always = () => true
const never = () => false

/** Blocks of the editor: as much of a node as the merge looks at. */
function block(text, type = 'paragraph') {
  return { text, type: { name: type }, content: { size: text.length }, eq: (other) => other?.text === text }
}

function docOf(blocks) {
  return { content: { content: blocks }, childCount: blocks.length, child: (index) => blocks[index] }
}

/** A text as it was opened, one paragraph a block, as the editor would write it. */
function opened(source) {
  const found = [...source.matchAll(/\S(?:.|\n(?!\s*\n))*/g)]
  const blocks = found.map(([text]) => block(text.trim()))
  return {
    source,
    doc: docOf(blocks),
    ranges: found.map(({ 0: text, index }) => [index, index + text.trimEnd().length]),
  }
}

const writer = { before: ({ text }) => text, now: ({ text }) => text, stays: always, isRead: always }
const merged = (source, ...texts) => mergeBlocks(opened(source), docOf(texts.map((text) => block(text))), writer)

test('a text in which nothing was changed comes back to the last space', () => {
  const source = 'One  \n\n\n\nTwo\n \nThree\n\n'
  assert.equal(merged(source, 'One', 'Two', 'Three'), source)
})

test('a block that was changed changes no line of another', () => {
  assert.equal(
    merged('One \n\n\n\nTwo\n\nThree\n', 'One', 'Two and a half', 'Three'),
    'One \n\n\n\nTwo and a half\n\nThree\n',
  )
})

test('a new block stands between blank lines', () => {
  assert.equal(merged('One\n\nTwo\n', 'One', 'And', 'Two'), 'One\n\nAnd\n\nTwo\n')
})

test('a block that was taken away leaves what stood before it', () => {
  assert.equal(merged('One\n\nTwo\n\nThree\n', 'One', 'Three'), 'One\n\nThree\n')
})

test('empty paragraphs of the editor are no text', () => {
  assert.equal(merged('One\n\nTwo\n', 'One', '', 'Two', ''), 'One\n\nTwo\n')
})

test('a text whose every block is gone is empty', () => {
  assert.equal(merged('One\n\nTwo\n'), '')
})

test('what begins to be written into an empty text is the text', () => {
  assert.equal(
    mergeBlocks({ source: '', doc: docOf([]), ranges: [] }, docOf([block('One'), block('Two')]), writer),
    'One\n\nTwo',
  )
})

test('blocks that are not those of the source are merged as one text', () => {
  const text = { ...opened('One\n\nTwo'), ranges: [[0, 8]] }
  assert.equal(mergeBlocks(text, docOf([block('One'), block('Two!')]), writer), 'One\n\nTwo!')
})

test('a source that means something else than before is written anew', () => {
  const asked = { ...writer, stays: never, before: ({ text }) => text, now: ({ text }) => `${text}?` }
  assert.equal(mergeBlocks(opened('One'), docOf([block('One')]), asked), 'One?')
})

test('a change of one word keeps how its author wrote the others', () => {
  assert.equal(
    mergeText('__Bold__ and *slant* word', '**Bold** and *slant* word', '**Bold** and *slant* words', always),
    '__Bold__ and *slant* words',
  )
})

test('a merged text that would be read otherwise gives way to what the editor writes', () => {
  assert.equal(mergeText('__a__ b', '**a** b', '**a** c', never), '**a** c')
})

test('where both changed the same words the editor wins', () => {
  assert.equal(mergeText('the cat', 'a cat', 'some cat', always), 'some cat')
})

test('a text that the editor did not change is its source', () => {
  assert.equal(mergeText('* a', '- a', '- a', never), '* a')
})

test('blocks of equal number are paired in their order', () => {
  const [one, two] = [{ block: block('a') }, { block: block('b') }]
  assert.deepEqual(
    pairs([one, two], [block('c'), block('d')], writer).map(({ from }) => from),
    [one, two],
  )
})

test('a block that was added between two is the new one', () => {
  const older = [{ block: block('the first words') }, { block: block('the second words') }]
  const newer = [block('the first words!'), block('something else'), block('the second words!')]
  assert.deepEqual(
    pairs(older, newer, writer).map(({ from }) => from),
    [older[0], undefined, older[1]],
  )
})

test('blocks without any before them are all new', () => {
  const newer = block('a')
  assert.deepEqual(pairs([], [newer], writer), [{ to: newer }])
})
