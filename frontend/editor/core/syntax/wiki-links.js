// [[Title]] and [[Title|words]], as markup/wiki_links.py reads them. In a table the bar is written "\|".
const WIKI_LINK = /^\[\[([^[\]\n|\\]{1,200})(?:\\?\|([^[\]\n]{1,300}))?\]\]$/
const [OPEN, CLOSE, LONGEST] = [91, 93, 506]

export const wikiLinkSyntax = { text: { [OPEN]: { name: 'wikiLink', tokenize } } }

export const wikiLinkTree = {
  enter: {
    wikiLink(token) {
      const [, title, label = ''] = WIKI_LINK.exec(this.sliceSerialize(token))
      this.enter({ type: 'wikiLink', title, label }, token)
    },
  },
  exit: {
    wikiLink(token) {
      this.exit(token)
    },
  },
}

function tokenize(effects, ok, nok) {
  const context = this
  let size = 0
  let closing = false
  return start

  function start(code) {
    effects.enter('wikiLink')
    effects.consume(code)
    return second
  }

  function second(code) {
    if (code !== OPEN) return nok(code)
    effects.consume(code)
    return inside
  }

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
export function wikiLinkSource({ title, label }, { inTable = false } = {}) {
  if (!label) return `[[${title}]]`
  return `[[${title}${inTable ? '\\|' : '|'}${label}]]`
}

export const asTitle = (text) =>
  text
    .replace(/[[\]\n|\\]+/g, ' ')
    .trim()
    .slice(0, 200)
export const asLabel = (text) =>
  text
    .replace(/[[\]\n|]+/g, ' ')
    .trim()
    .slice(0, 300)
