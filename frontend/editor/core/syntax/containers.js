// What begins with a line of its own and goes on while lines are indented by four: admonitions, definitions.
import { blankLine } from 'micromark-core-commonmark'
import { factorySpace } from 'micromark-factory-space'

const ADMONITION = /^!!! ?([\p{L}\p{N}_-]+(?: +[\p{L}\p{N}_-]+)*)(?: +"(.*?)")? *$/u
const [EXCLAMATION, COLON, SPACE] = [33, 58, 32]
const isLineEnd = (code) => code === null || code < -2

const continuation = {
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
    admonition(token) {
      this.enter({ type: 'admonition', kind: '', title: null, children: [] }, token)
    },
    admonitionHead(token) {
      const [, kind, title = null] = ADMONITION.exec(this.sliceSerialize(token))
      Object.assign(this.stack.at(-1), { kind, title })
    },
    definitionBody(token) {
      this.enter({ type: 'definitionBody', children: [] }, token)
    },
  },
  exit: {
    admonition: exit,
    definitionBody: exit,
  },
}

function exit(token) {
  this.exit(token)
}

function leave(type) {
  return (effects) => {
    effects.exit(type)
  }
}

function tokenizeAdmonition(effects, ok, nok) {
  const context = this
  return start

  function start(code) {
    effects.enter('admonition')._container = true
    effects.enter('admonitionHead')
    effects.consume(code)
    return inside
  }

  function inside(code) {
    if (!isLineEnd(code)) {
      effects.consume(code)
      return inside
    }
    return ADMONITION.test(context.sliceSerialize(effects.exit('admonitionHead'))) ? ok(code) : nok(code)
  }
}

function tokenizeDefinition(effects, ok, nok) {
  return start

  function start(code) {
    effects.enter('definitionBody')._container = true
    effects.enter('definitionBodyMarker')
    effects.consume(code)
    effects.exit('definitionBodyMarker')
    return space
  }

  function space(code) {
    return code === SPACE ? factorySpace(effects, after, 'definitionBodySpace', 4)(code) : nok(code)
  }

  function after(code) {
    return isLineEnd(code) ? nok(code) : ok(code)
  }
}

function indented(effects, ok, nok) {
  const context = this
  return factorySpace(effects, after, 'containerIndent', 5)

  function after(code) {
    const [, token, slice] = context.events.at(-1) ?? []
    const isWide = token?.type === 'containerIndent' && slice.sliceSerialize(token, true).length === 4
    return isWide ? ok(code) : nok(code)
  }
}
