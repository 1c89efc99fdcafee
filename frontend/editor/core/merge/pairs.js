// Which of the new blocks is which of the old ones, in order, where both sides have changed.

/** @import { Block, BlockWriter, Node, Pair } from '../../types.d.ts' */
const CLOSEST = 40

/**
 * { from, to } for each pair, { to } for a new block; an old one that has no counterpart is left out.
 * @param {Block[]} older
 * @param {Node[]} newer
 * @param {BlockWriter} writer
 * @returns {Pair[]}
 */
export function pairs(older, newer, writer) {
  if (!older.length) return newer.map((to) => ({ to }))
  const partners = older.length === newer.length ? older.map((_, index) => index) : partnersOf(older, newer, writer)
  return newer.map((to, index) => ({ from: older[partners.indexOf(index)], to }))
}

/**
 * @param {Block[]} older
 * @param {Node[]} newer
 * @param {BlockWriter} writer
 */
function partnersOf(older, newer, writer) {
  if (older.length > CLOSEST || newer.length > CLOSEST) return older.map((_, index) => index)
  const [texts, others] = [older.map(({ block }) => writer.before(block)), newer.map(writer.now)]
  const scores = texts.map((text) => others.map((other) => likeness(text, other)))
  return bestPath(scores, others.length)
}

/**
 * From 0 to 1: how much of two texts is the same at their beginning and at their end.
 * @param {string} one
 * @param {string} two
 */
function likeness(one, two) {
  const shortest = Math.min(one.length, two.length)
  let [head, tail] = [0, 0]
  while (head < shortest && one[head] === two[head]) head++
  while (tail < shortest - head && one.at(-1 - tail) === two.at(-1 - tail)) tail++
  return (head + tail) / Math.max(one.length, two.length, 1)
}

/**
 * @param {number[][]} scores
 * @param {number} width
 */
function bestPath(scores, width) {
  const best = Array.from({ length: scores.length + 1 }, () => new Array(width + 1).fill(0))
  for (let row = scores.length - 1; row >= 0; row--) {
    for (let column = width - 1; column >= 0; column--) {
      best[row][column] = Math.max(
        best[row + 1][column],
        best[row][column + 1],
        best[row + 1][column + 1] + scores[row][column],
      )
    }
  }
  const partners = scores.map(() => -1)
  let [row, column] = [0, 0]
  while (row < scores.length && column < width) {
    if (best[row][column] === best[row + 1][column + 1] + scores[row][column]) partners[row++] = column++
    else if (best[row][column] === best[row + 1][column]) row++
    else column++
  }
  return partners
}
