// @[x0123456789], as markup/mentions.py reads it: somebody who goes by no name just now. Whoever has one is typed as a word.
const MENTION = /^@\[(x[0-9a-f]{10})\]$/
const [SIGN, OPEN, CLOSE, LENGTH] = [64, 91, 93, 14]

export const mentionSyntax = { text: { [SIGN]: { name: 'mention', tokenize } } }

export const mentionTree = {
  enter: {
    mention(token) {
      this.enter({ type: 'mention', alias: MENTION.exec(this.sliceSerialize(token))[1] }, token)
    },
  },
  exit: {
    mention(token) {
      this.exit(token)
    },
  },
}

export const mentionSource = ({ alias }) => `@[${alias}]`

function tokenize(effects, ok, nok) {
  const context = this
  let size = 1
  return start

  function start(code) {
    effects.enter('mention')
    effects.consume(code)
    return open
  }

  function open(code) {
    if (code !== OPEN) return nok(code)
    effects.consume(code)
    return inside
  }

  function inside(code) {
    if (code === null || code < 0 || ++size > LENGTH) return nok(code)
    effects.consume(code)
    if (code !== CLOSE) return inside
    return MENTION.test(context.sliceSerialize(effects.exit('mention'))) ? ok : nok
  }
}
