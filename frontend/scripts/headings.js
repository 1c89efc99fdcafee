/**
 * The words of the last heading of a Markdown text before its line with the caret has ended; "" where there is none.
 * @param {string} text
 * @param {number} caret
 */
export function headingAbove(text, caret) {
  const before = text.slice(0, text.indexOf('\n', caret) + 1 || undefined)
  const found = before.match(/^#{1,6}[ \t]+.+$/gm)?.at(-1)
  return found?.replace(/^#+\s+|\s+#*$/g, '') ?? ''
}
