// Escapes what the site's Markdown, or the reader of this editor, would take for markup. A backslash may stand only
// before the signs that Python-Markdown knows to be escaped; "<", "&", ":" and "=" are written by name or number.

/** @type {[RegExp, string][]} */
const LINE_STARTS = [
  [/^(#)/, '\\$1'],
  [/^([-+])(?=[ \t]|$)/, '\\$1'],
  [/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2'],
  [/^(>)/, '\\$1'],
  [/^(!!!)/, '\\$1'],
  [/^:(?= )/, '&#58;'],
  [/^=(?==*[ \t]*$)/, '&#61;'],
  [/^(-)(?=[ \t-]*$)/, '\\$1'],
  [/^(\|)/, '\\$1'],
  [/^(\[)(?=[^[\]]*\]:)/, '\\$1'],
]

/** @param {string | undefined} sign */
const isWord = (sign) => /[\p{L}\p{N}]/u.test(sign ?? '')
/** @param {string | undefined} sign */
const isSpace = (sign) => !sign || /[ \t\n]/.test(sign)

/**
 * @param {string} text
 * @param {{ before?: string, after?: string, inTable?: boolean, inLabel?: boolean, labels?: Set<string> }} [place]
 */
export function escaped(text, { before = '', after = '', inTable = false, inLabel = false, labels = new Set() } = {}) {
  const signs = text.replace(/[ \t]+\n/g, '\n')
  let written = ''
  for (let index = 0; index < signs.length; index++) {
    const previous = index ? signs[index - 1] : before.slice(-1)
    const next = index + 1 < signs.length ? signs[index + 1] : after.slice(0, 1)
    written += sign(signs, index, { previous, next, inTable, inLabel, labels })
  }
  return startOfLines(written, before)
}

/**
 * @param {string} text
 * @param {number} index
 * @param {{ previous: string, next: string, inTable: boolean, inLabel: boolean, labels: Set<string> }} place
 */
function sign(text, index, { previous, next, inTable, inLabel, labels }) {
  const char = text[index]
  const rest = text.slice(index, index + 64)
  switch (char) {
    case '\\':
      return /[!-/:-@[-`{-~\n]/.test(next) || !next ? '\\\\' : char
    case '`':
      return '\\`'
    case '*':
      return isSpace(previous) && isSpace(next) && previous !== '\n' && previous ? char : '\\*'
    case '_':
      return (isWord(previous) && isWord(next)) || (isSpace(previous) && isSpace(next)) ? char : '\\_'
    case '~':
      return next === '~' || previous === '~' ? '\\~' : char
    case '[':
      // Of "[[" it is the second one: the site looks for links to pages before it looks for backslashes.
      return inLabel || previous === '[' || isMention(previous, rest) || isBracket(text.slice(index), labels)
        ? '\\['
        : char
    case ']':
      return inLabel || next === '(' || next === '[' ? '\\]' : char
    case '!':
      return next === '[' ? '\\!' : char
    case '<':
      return /^<[A-Za-z/!?]/.test(rest + next) ? '&lt;' : char
    case '&':
      return /^&#?\w{1,32};/.test(rest) ? '&amp;' : char
    case '|':
      return inTable ? '\\|' : char
    default:
      return char
  }
}

/** @param {string} previous @param {string} rest */
const isMention = (previous, rest) => previous === '@' && /^\[x[0-9a-f]{10}\]/.test(rest)

// Whether what is in brackets would be a link to a page, a note, a task or a reference that the text defines.
/**
 * @param {string} text
 * @param {Set<string>} labels
 */
function isBracket(text, labels) {
  if (/^\[(\^|[ xX]\] )/.test(text)) return true
  const label = /^\[([^\]]*)\]/.exec(text)?.[1]
  return label !== undefined && labels.has(label.trim().replace(/\s+/g, ' ').toLowerCase())
}

/**
 * @param {string} text
 * @param {string} before
 */
function startOfLines(text, before) {
  const lines = text.split('\n')
  const isStart = before === '' || before.endsWith('\n')
  return lines.map((line, index) => (index || isStart ? startOfLine(line.replace(/^[ \t]+/, '')) : line)).join('\n')
}

/** @param {string} line */
function startOfLine(line) {
  for (const [pattern, replacement] of LINE_STARTS) {
    if (pattern.test(line)) return line.replace(pattern, replacement)
  }
  return line
}

/** @param {string} url */
export function destination(url) {
  if (!url) return '<>'
  const plain = url.replace(/&(?=#?\w{1,32};)/g, '&amp;').replace(/[<>]/g, (char) => (char === '<' ? '%3C' : '%3E'))
  return /[\s]/.test(plain) || !isBalanced(plain) ? `<${plain.replace(/\n/g, ' ')}>` : plain
}

/** @param {string} url */
function isBalanced(url) {
  let depth = 0
  for (const char of url) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0
}

/** @param {string | null | undefined} title */
export function titleSource(title) {
  if (!title) return ''
  const quoted = title
    .replace(/&(?=#?\w{1,32};)/g, '&amp;')
    .replace(/"/g, '&quot;')
    .replace(/\s*\n\s*/g, ' ')
  return ` "${quoted}"`
}
