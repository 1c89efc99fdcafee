// Stars open and close beside any sign that is no space, as Python-Markdown has it: **« mot »**, and in Japanese.
import { attention } from 'micromark-core-commonmark'

/** @import { Step, Tokenize } from '../../types.d.ts' */

const STAR = 42

export const attentionSyntax = {
  text: { [STAR]: { ...attention, name: 'stars', tokenize } },
}

/** @param {number | null} code */
const isSpace = (code) => code === null || code < 0 || code === 32

/** @type {Tokenize} */
function tokenize(effects, ok) {
  const before = this.previous
  return start

  /** @type {Step} */
  function start(code) {
    effects.enter('attentionSequence')
    return inside(code)
  }

  /** @type {Step} */
  function inside(code) {
    if (code === STAR) {
      effects.consume(code)
      return inside
    }
    const token = effects.exit('attentionSequence')
    token._open = !isSpace(code)
    token._close = !isSpace(before)
    return ok(code)
  }
}
