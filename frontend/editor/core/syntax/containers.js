// What begins with a line of its own and goes on while lines are indented by four: admonitions, definitions.
import { blankLine } from 'micromark-core-commonmark'
import { factorySpace } from 'micromark-factory-space'

/** @import { Effects, Step, Token, Tokenize, TreeBuilder } from '../../types.d.ts' */

// Its types know only the tokens of micromark itself.
const spaces = /** @type {(effects: Effects, ok: Step, type: string, most: number) => Step} */ (
  /** @type {unknown} */ (factorySpace)
)
const ADMONITION = /^!!! ?([\p{L}\p{N}_-]+(?: +[\p{L}\p{N}_-]+)*)(?: +"(.*?)")? *$/u
const [EXCLAMATION, COLON, SPACE] = [33, 58, 32]
/** @param {number | null} code */
const isLineEnd = (code) => code === null || code < -2

const continuation = {
  /** @type {Tokenize} */
  tokenize(effects, ok, nok) {
    return effects.check(blankLine, ok, effects.attempt({ tokenize: indented, partial: true }, ok, nok))
  },
}

export const containerSyntax = {
  document: {
    [EXCLAMATION]: { name: 'admonition', tokenize: tokenizeAdmonition, continuation, exit: leave('admonition') },
    [COLON]: { name: 'definitionBody', tokenize: tokenizeDefinition, continuation, exit: leave('definitionBody') },
  },
}

export const containerTree = {
  enter: {
    /** @this {TreeBuilder} @param {Token} token */
    admonition(token) {
      this.enter({ type: 'admonition', kind: '', title: null, children: [] }, token)
    },
    /** @this {TreeBuilder} @param {Token} token */
    admonitionHead(token) {
      const [, kind, title = null] = ADMONITION.exec(this.sliceSerialize(token)) ?? []
      Object.assign(this.stack.at(-1), { kind, title })
    },
    /** @this {TreeBuilder} @param {Token} token */
    definitionBody(token) {
      this.enter({ type: 'definitionBody', children: [] }, token)
    },
  },
  exit: {
    admonition: exit,
    definitionBody: exit,
  },
}

/**
 * @this {TreeBuilder}
 * @param {Token} token
 */
function exit(token) {
  this.exit(token)
}

/**
 * @param {string} type
 * @returns {(effects: Effects) => void}
 */
function leave(type) {
  return (effects) => {
    effects.exit(type)
  }
}

/** @type {Tokenize} */
function tokenizeAdmonition(effects, ok, nok) {
  const context = this
  return start

  /** @type {Step} */
  function start(code) {
    effects.enter('admonition')._container = true
    effects.enter('admonitionHead')
    effects.consume(code)
    return inside
  }

  /** @type {Step} */
  function inside(code) {
    if (!isLineEnd(code)) {
      effects.consume(code)
      return inside
    }
    return ADMONITION.test(context.sliceSerialize(effects.exit('admonitionHead'))) ? ok(code) : nok(code)
  }
}

/** @type {Tokenize} */
function tokenizeDefinition(effects, ok, nok) {
  return start

  /** @type {Step} */
  function start(code) {
    effects.enter('definitionBody')._container = true
    effects.enter('definitionBodyMarker')
    effects.consume(code)
    effects.exit('definitionBodyMarker')
    return space
  }

  /** @type {Step} */
  function space(code) {
    return code === SPACE ? spaces(effects, after, 'definitionBodySpace', 4)(code) : nok(code)
  }

  /** @type {Step} */
  function after(code) {
    return isLineEnd(code) ? nok(code) : ok(code)
  }
}

/** @type {Tokenize} */
function indented(effects, ok, nok) {
  const context = this
  return spaces(effects, after, 'containerIndent', 5)

  /** @type {Step} */
  function after(code) {
    const [, token, slice] = context.events.at(-1) ?? []
    const isWide = token?.type === 'containerIndent' && slice?.sliceSerialize(token, true).length === 4
    return isWide ? ok(code) : nok(code)
  }
}
