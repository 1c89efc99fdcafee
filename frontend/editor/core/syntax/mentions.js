// @[x0123456789], as common/markup/mentions.py reads it: somebody who goes by no name just now. Whoever has one is typed as a word.

/** @import { Step, Token, Tokenize, Tree, TreeBuilder } from '../../types.d.ts' */
const MENTION = /^@\[(x[0-9a-f]{10})\]$/
const [SIGN, OPEN, CLOSE, LENGTH] = [64, 91, 93, 14]

export const mentionSyntax = { text: { [SIGN]: { name: 'mention', tokenize } } }

export const mentionTree = {
  enter: {
    /** @this {TreeBuilder} @param {Token} token */
    mention(token) {
      this.enter({ type: 'mention', alias: MENTION.exec(this.sliceSerialize(token))?.[1] }, token)
    },
  },
  exit: {
    /** @this {TreeBuilder} @param {Token} token */
    mention(token) {
      this.exit(token)
    },
  },
}

/** @param {Tree} node */
export const mentionSource = ({ alias }) => `@[${alias}]`

/** @type {Tokenize} */
function tokenize(effects, ok, nok) {
  const context = this
  let size = 1
  return start

  /** @type {Step} */
  function start(code) {
    effects.enter('mention')
    effects.consume(code)
    return open
  }

  /** @type {Step} */
  function open(code) {
    if (code !== OPEN) return nok(code)
    effects.consume(code)
    return inside
  }

  /** @type {Step} */
  function inside(code) {
    if (code === null || code < 0 || ++size > LENGTH) return nok(code)
    effects.consume(code)
    if (code !== CLOSE) return inside
    return MENTION.test(context.sliceSerialize(effects.exit('mention'))) ? ok : nok
  }
}
