import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toMarkdown } from 'mdast-util-to-markdown'
import { destination, escaped, titleSource } from '../editor/core/syntax/escapes.js'
import { siteMarkdown } from '../editor/core/syntax/reading.js'
import { joinSmallTags } from '../editor/core/syntax/small-tags.js'
import { asLabel, asTitle, wikiLinkSource } from '../editor/core/syntax/wiki-links.js'
import { writing } from '../editor/core/syntax/writing.js'

const data = {}
const shape = siteMarkdown(() => {}).call({ data: () => data })

function read(source) {
  const tree = fromMarkdown(source, {
    extensions: data.micromarkExtensions,
    mdastExtensions: data.fromMarkdownExtensions,
  })
  return shape(tree, source)
}

const write = (tree, labels = new Set()) =>
  toMarkdown(
    tree,
    writing(() => labels),
  ).replace(/\n+$/, '')

/** The words of a tree, with what is no words in it named. */
function plain(node) {
  if (node.type === 'text') return node.value
  const inside = (node.children ?? []).map(plain).join('')
  return ['root', 'paragraph'].includes(node.type) ? inside : `<${node.type}${inside}>`
}

const WORDS = [
  '# no heading',
  '- no item',
  '+ no item',
  '1. no item',
  '12) no item',
  '> no quotation',
  '!!! note',
  ': no meaning',
  '===',
  '---',
  '| no row',
  '[^1]: no note',
  '[label]: no reference',
  '*no* slant',
  '**no** bold',
  '_no_ slant',
  '`no code`',
  '~~not struck~~',
  '[no](link)',
  '[[no page]]',
  '![no](picture)',
  '<br>',
  '<b>',
  '&amp;',
  '&copy;',
  'a \\* b',
  'a\\',
  '[x] done',
  'snake_case_word',
  '5 * 6 * 7',
  'a < b',
  'AT&T',
  'C:\\path',
  'a_',
  '«*»',
  'l’été',
]

for (const words of WORDS) {
  test(`words that look like markup are read as words again: ${words}`, () => {
    assert.equal(plain(read(escaped(words))), words)
  })
}

test('what is no markup is not escaped', () => {
  for (const words of ['snake_case_word', '5 * 6', 'a < b', 'AT&T', '3.5', 'one - two', 'a # b'])
    assert.equal(escaped(words), words)
})

test('what looks like a mention stays the words that were typed, and a mention stays one', () => {
  for (const words of ['@[x0123456789]', 'Écrire à @[x0123456789], sans plus']) {
    assert.equal(plain(read(escaped(words))), words)
    assert.equal(write(read(escaped(words))), escaped(words))
  }
  assert.equal(escaped('@[x0123456789]'), '@\\[x0123456789]')
  assert.equal(escaped('[x0123456789]', { before: 'à @' }), '\\[x0123456789]')
  assert.equal(escaped('@[x012345678], @[X0123456789]'), '@[x012345678], @[X0123456789]')
  assert.equal(write(read('@[x0123456789]')), '@[x0123456789]')
})

test('a bracket is escaped where the text defines a reference of that name', () => {
  assert.equal(escaped('see [Note]'), 'see [Note]')
  assert.equal(escaped('see [Note]', { labels: new Set(['note']) }), 'see \\[Note]')
})

test('a bar is escaped in a table alone', () => {
  assert.equal(escaped('a | b'), 'a | b')
  assert.equal(escaped('a | b', { inTable: true }), 'a \\| b')
})

test('an address with spaces or a lonely bracket stands in angle brackets', () => {
  assert.equal(destination('/wiki/a(b)'), '/wiki/a(b)')
  assert.equal(destination('/wiki/a)b'), '</wiki/a)b>')
  assert.equal(destination('/wiki/a b'), '</wiki/a b>')
  assert.equal(destination(''), '<>')
})

test('a title keeps its quotation marks', () => {
  assert.equal(titleSource('say "so"'), ' "say &quot;so&quot;"')
  assert.equal(titleSource(null), '')
})

test('a title of a page holds no sign that would end its link', () => {
  assert.equal(asTitle('a[b]|c\\d\n'), 'a b c d')
  assert.equal(asTitle('x'.repeat(300)).length, 200)
  assert.equal(asLabel('[a]|b'), 'a b')
  assert.equal(wikiLinkSource({ title: 'A', label: 'b' }), '[[A|b]]')
  assert.equal(wikiLinkSource({ title: 'A', label: 'b' }, { inTable: true }), '[[A\\|b]]')
})

test('a pair of small tags becomes one node, a lonely one stays', () => {
  const html = (value) => ({ type: 'html', value })
  const word = { type: 'text', value: '2' }
  assert.deepEqual(joinSmallTags([html('<sub>'), word, html('</sub>')]), [
    { type: 'smallTag', tag: 'sub', title: null, children: [word] },
  ])
  assert.deepEqual(joinSmallTags([html('<sub>'), word]), [html('<sub>'), word])
  assert.deepEqual(joinSmallTags([html('<br />')]), [{ type: 'break', tag: '<br />' }])
})

const SOURCES = [
  '# One\n\nwords',
  '- one\n- two\n    - deeper',
  '1. one\n2. two',
  '!!! note "A title"\n    words\n\n    - item',
  'Term\n:   meaning',
  'words[^1]\n\n[^1]: note',
  '| a | b |\n| :--- | ---: |\n| 1 | 2 |',
  '[[Page]] and [[Page|words]]',
  'H<sub>2</sub>O',
  '> quoted\n>\n> twice',
  '```python\nprint()\n```',
  '**bold** *slant* ~~struck~~ `code`',
  '[words](/wiki/ "title") ![picture](/media/1.png)',
]

for (const source of SOURCES) {
  test(`what was read is written as it was: ${JSON.stringify(source)}`, () => {
    assert.equal(write(read(source)), source)
  })
}

test('a reference is written as one while the text defines it, else as its address', () => {
  const tree = read('see [this][a]\n\n[a]: /wiki/')
  assert.match(write(tree, new Set(['a'])), /^see \[this\]\[a\]/)
  assert.match(write(tree), /^see \[this\]\(\/wiki\/\)/)
})

test('a row of a table does not change the width of others', () => {
  const [head] = write(read('| a | b |\n| --- | --- |\n| a long word | 2 |')).split('\n')
  assert.equal(head, '| a | b |')
})
