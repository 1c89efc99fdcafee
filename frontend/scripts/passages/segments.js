// Where the sentences of a text begin and end, as the reader's browser divides them.

/** The sentences of what readWords() read: { start, end } of each, without the spaces around it; none goes over a block. */
export function sentencesOf(words, language) {
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

function blocksOf({ text, at }) {
  const blocks = []
  at.forEach(({ start, block }, index) => {
    const end = at[index + 1]?.start ?? text.length
    if (blocks.length && blocks.at(-1).block === block) blocks.at(-1).text = text.slice(blocks.at(-1).start, end)
    else blocks.push({ block, start, text: text.slice(start, end) })
  })
  return blocks
}

function segments(text, language) {
  if (!Intl.Segmenter) return [{ index: 0, segment: text }]
  return new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
}
