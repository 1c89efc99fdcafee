// Where the sentences of a text begin and end, as the reader's browser divides them.

/** @import { Span } from './types.d.ts' */

/**
 * The sentences of what readWords() read: { start, end } of each, without the spaces around it; none goes over a block.
 * @param {{ text: string, at: { start: number, block: unknown }[] }} words
 * @param {string} language
 * @returns {Span[]}
 */
export function sentencesOf(words, language) {
  /** @type {Span[]} */
  const found = []
  for (const { start, text } of blocksOf(words)) {
    for (const { index, segment } of segments(text, language)) {
      const bare = segment.trim()
      if (bare)
        found.push({
          start: start + index + segment.indexOf(bare),
          end: start + index + segment.indexOf(bare) + bare.length,
        })
    }
  }
  return found
}

/** @param {{ text: string, at: { start: number, block: unknown }[] }} words */
function blocksOf({ text, at }) {
  /** @type {{ block: unknown, start: number, text: string }[]} */
  const blocks = []
  at.forEach(({ start, block }, index) => {
    const end = at[index + 1]?.start ?? text.length
    const last = blocks.at(-1)
    if (last && last.block === block) last.text = text.slice(last.start, end)
    else blocks.push({ block, start, text: text.slice(start, end) })
  })
  return blocks
}

/**
 * @param {string} text
 * @param {string} language
 * @returns {Iterable<{ index: number, segment: string }>}
 */
function segments(text, language) {
  if (!Intl.Segmenter) return [{ index: 0, segment: text }]
  return new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
}
