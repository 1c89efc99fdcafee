// A line of words alone, which is no heading, item, quotation, row, note, rule or code.
const PLAIN = /^(?!\s*(#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||!!!|\[\^|:\s|[-*_=]{3,}\s*$|`{3}|~{3})|\s{4}|\t)(?=.*\S)/

/**
 * The lines that somebody typed one below the other stay so: see contributions/comments/kinds.py.
 * @param {string} text
 */
export function withLineEnds(text) {
  const lines = text.split('\n')
  return lines
    .map((line, at) => (PLAIN.test(line) && PLAIN.test(lines[at + 1] ?? '') ? `${line.trimEnd()}  ` : line))
    .join('\n')
}
