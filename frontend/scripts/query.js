/**
 * What stands in a form, as the browser would write it into an address; `submitter` is the button that sends it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [submitter]
 */
export function queryOf(form, submitter) {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) query.append(name, String(value))
  return query
}
