// The parts of the screen that the editor works with. Its words are in the page: nothing that people read is written here.

export function partsOf(textarea) {
  const form = textarea.form
  const find = (name) => document.querySelector(`[data-${name}]`)
  return {
    form,
    bar: form.querySelector('[data-editor-bar]'),
    tableBar: form.querySelector('[data-table-bar]'),
    hint: find('editor-hint'),
    signs: document.querySelector('.signs-help'),
    failed: find('editor-failed'),
    leftOut: find('pictures-left-out'),
    status: find('editor-status'),
    titles: find('titles'),
    people: find('editor-people'),
    words: find('editor-words').dataset,
    ask: (name) => document.querySelector(`[data-ask="${name}"]`),
  }
}

/** Says a state to those who do not see it; the same words twice are said twice. */
export function announcer(status) {
  return (words) => {
    status.textContent = ''
    setTimeout(() => (status.textContent = words), 50)
  }
}

/** "{name}" in a text of the page becomes the value of that name. */
export function worded(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

/** One text for none, one or many. */
export function counted(words, count) {
  const text = count === 0 ? words.none : count === 1 ? words.one : words.many
  return worded(text ?? '', { count })
}
