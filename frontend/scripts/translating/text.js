/**
 * What stands in the box of a paragraph, be it in the editor by now or not.
 * @param {Element} paragraph
 */
export function textIn(paragraph) {
  const box = paragraph.querySelector('textarea')
  return box?.richEditor?.markdown() ?? box?.value ?? ''
}
