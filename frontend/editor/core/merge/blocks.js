// The text to save, from the text that was opened and the blocks that were changed since. A block that was not touched
// is written as its author wrote it, to the last space.
import { diffIndices } from 'node-diff3'
import { pairs } from './pairs.js'
import { mergeText } from './texts.js'

/** @import { Block, BlockWriter, Node, Opened, Pair, Piece } from '../../types.d.ts' */

/**
 * `opened` is { source, doc, ranges }; `doc` what the editor holds now. `writer`: `before(block)` and `now(block)` give
 * the Markdown of a block among the references as they were and as they are (and may be asked for the same one often),
 * `stays(block)` whether its source means the same as before, `isRead(text, block)` whether a text is read as that block.
 * @param {Opened} opened
 * @param {Node} doc
 * @param {BlockWriter} writer
 */
export function mergeBlocks(opened, doc, writer) {
  const before = blocksOf(opened)
  const now = filled(doc)
  if (!before) {
    const was = filled(opened.doc).map(writer.before).join('\n\n')
    return mergeText(opened.source, was, now.map(writer.now).join('\n\n'), () => true)
  }
  const pieces = changes(before, now, writer).map(({ from, to }) => {
    return to ? changed(from, to, writer) : unchanged(/** @type {Block} */ (from))
  })
  return joined(opened.source, before, pieces)
}

/**
 * Whether the blocks are those that were opened; empty paragraphs do not count.
 * @param {Opened} opened
 * @param {Node} doc
 */
export function isSame(opened, doc) {
  const [before, now] = [filled(opened.doc), filled(doc)]
  return before.length === now.length && before.every((block, index) => block.eq(now[index]))
}

/** @param {Node} block */
const isEmpty = (block) => block.type.name === 'paragraph' && block.content.size === 0

/** @param {Node} doc */
function filled(doc) {
  return doc.content.content.filter((block) => !isEmpty(block))
}

// Null where the blocks of the editor are not those of the source, one for one.
/**
 * @param {Opened} opened
 * @returns {Block[] | null}
 */
function blocksOf({ source, doc, ranges }) {
  if (!ranges.length) return filled(doc).length ? null : []
  if (ranges.length !== doc.childCount) return null
  return ranges.map(([start, end], index) => {
    const line = source.lastIndexOf('\n', start - 1) + 1
    const isIndented = !source.slice(line, start).trim()
    const first = isIndented ? line : start
    return { index, block: doc.child(index), start: first, end, source: source.slice(first, end) }
  })
}

// In order: { from } for a block that stayed, { from, to } for one that became another, { to } for a new one.
/**
 * @param {Block[]} before
 * @param {Node[]} now
 * @param {BlockWriter} writer
 * @returns {Pair[]}
 */
function changes(before, now, writer) {
  let [head, tail] = [0, 0]
  const shortest = Math.min(before.length, now.length)
  /** @type {(from: Block, to: Node) => boolean} */
  const isSame = (from, to) => from.block.eq(to) && writer.stays(to)
  while (head < shortest && isSame(before[head], now[head])) head++
  while (tail < shortest - head && isSame(before[before.length - 1 - tail], now[now.length - 1 - tail])) tail++
  const [older, newer] = [before.slice(head, before.length - tail), now.slice(head, now.length - tail)]
  /** @type {Pair[]} */
  const found = before.slice(0, head).map((from) => ({ from }))
  let place = 0
  for (const { buffer1, buffer2 } of diffIndices(
    older.map(({ block }) => writer.before(block)),
    newer.map(writer.now),
  )) {
    for (; place < buffer1[0]; place++) found.push({ from: older[place] })
    found.push(
      ...pairs(older.slice(place, place + buffer1[1]), newer.slice(buffer2[0], buffer2[0] + buffer2[1]), writer),
    )
    place += buffer1[1]
  }
  for (; place < older.length; place++) found.push({ from: older[place] })
  return [...found, ...before.slice(before.length - tail).map((from) => ({ from }))]
}

/**
 * @param {Block} from
 * @returns {Piece}
 */
function unchanged(from) {
  return { ...from, text: from.source, isUnchanged: true }
}

/**
 * @param {Block | undefined} from
 * @param {Node} to
 * @param {BlockWriter} writer
 * @returns {Piece}
 */
function changed(from, to, writer) {
  const text = writer.now(to)
  if (!from) return { index: null, block: to, text }
  /** @param {string} merged */
  const isGood = (merged) => writer.isRead(merged, to)
  return {
    ...from,
    wasBlock: from.block,
    block: to,
    text: mergeText(from.source, writer.before(from.block), text, isGood),
  }
}

/**
 * @param {string} source
 * @param {Block[]} before
 * @param {Piece[]} pieces
 */
function joined(source, before, pieces) {
  if (!pieces.length) return ''
  let text = before.length ? source.slice(0, before[0].start) : ''
  pieces.forEach((piece, place) => {
    if (place) text += gap(source, before, pieces[place - 1], piece)
    text += piece.text
  })
  return text + (before.length ? source.slice(before[before.length - 1].end) : '')
}

// What stood between two blocks stays there while they are what they were; else a blank line.
/**
 * @param {string} source
 * @param {Block[]} before
 * @param {Piece} left
 * @param {Piece} right
 */
function gap(source, before, left, right) {
  const after = right.index !== null && right.index > 0 ? source.slice(before[right.index - 1].end, right.start) : ''
  const isNarrow = after.split('\n').length < 3
  if (!isNarrow) return after
  const areNeighbours = left.index !== null && right.index === left.index + 1
  return areNeighbours && staysApart(left) && staysApart(right) ? after : '\n\n'
}

// Python-Markdown begins no list, table or note under a line of words: what was changed there gets its blank line.
const NARROW = new Set(['paragraph', 'heading', 'opaque', 'hr', 'footnote_definition'])

/** @param {Piece} piece */
function staysApart({ isUnchanged, block, wasBlock }) {
  return isUnchanged || (block.type === wasBlock?.type && NARROW.has(block.type.name))
}
