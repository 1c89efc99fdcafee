// [[Title]] and [[Title|words]], as common/markup/link_policy.py reads them. In a table the bar is written "\|".

/** @import { Step, Token, Tokenize, TreeBuilder } from '../../types.d.ts' */
const WIKI_LINK = /^\[\[([^[\]\n|\\]{1,200})(?:\\?\|([^[\]\n]{1,300}))?\]\]$/
const [OPEN, CLOSE, LONGEST] = [91, 93, 506]

export const wikiLinkSyntax = { text: { [OPEN]: { name: 'wikiLink', tokenize } } }

export const wikiLinkTree = {
  enter: {
    /** @this {TreeBuilder} @param {Token} token */
    wikiLink(token) {
      const [, title, label = ''] = WIKI_LINK.exec(this.sliceSerialize(token)) ?? []
      this.enter({ type: 'wikiLink', title, label }, token)
    },
  },
  exit: {
    /** @this {TreeBuilder} @param {Token} token */
    wikiLink(token) {
      this.exit(token)
    },
  },
}

/** @type {Tokenize} */
function tokenize(effects, ok, nok) {
  const context = this
  let size = 0
  let closing = false
  return start

  /** @type {Step} */
  function start(code) {
    effects.enter('wikiLink')
    effects.consume(code)
    return second
  }

  /** @type {Step} */
  function second(code) {
    if (code !== OPEN) return nok(code)
    effects.consume(code)
    return inside
  }

  /** @type {Step} */
  function inside(code) {
    const isEnd = code === null || code < -2 || code === OPEN
    if (isEnd || size++ > LONGEST || (closing && code !== CLOSE)) return nok(code)
    effects.consume(code)
    if (code !== CLOSE) return inside
    if (!closing) {
      closing = true
      return inside
    }
    const found = WIKI_LINK.exec(context.sliceSerialize(effects.exit('wikiLink')))
    return found?.[1].trim() ? ok : nok
  }
}

// What a title or its words may not hold would end the link.
/**
 * @param {{ title: string, label?: string }} link
 * @param {{ inTable?: boolean }} [place]
 */
export function wikiLinkSource({ title, label }, { inTable = false } = {}) {
  if (!label) return `[[${title}]]`
  return `[[${title}${inTable ? '\\|' : '|'}${label}]]`
}

/** @param {string} text */
export const asTitle = (text) =>
  text
    .replace(/[[\]\n|\\]+/g, ' ')
    .trim()
    .slice(0, 200)
/** @param {string} text */
export const asLabel = (text) =>
  text
    .replace(/[[\]\n|]+/g, ' ')
    .trim()
    .slice(0, 300)
