// On a refused form: what says that something is missing goes once it is there.

const CHOSEN = new Set(['checkbox', 'radio'])

document.addEventListener('input', ({ target }) => {
  if (isField(target)) tell(target, CHOSEN.has(target.type) || Boolean(target.value.trim()))
})

// What was typed before this script came.
for (const field of document.querySelectorAll('[aria-invalid="true"]')) {
  if (isField(field) && !CHOSEN.has(field.type) && field.value.trim()) tell(field, true)
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field
 * @param {boolean} isThere
 */
function tell(field, isThere) {
  for (const message of messagesOf(field)) {
    message.hidden = isThere
    field.classList.toggle('bad', !isThere)
    if (isThere) field.removeAttribute('aria-invalid')
    else field.setAttribute('aria-invalid', 'true')
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isField(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select')
}

/** @param {HTMLElement} field */
function messagesOf(field) {
  const names = [field, field.closest('fieldset')].map((part) => part?.getAttribute('aria-describedby') ?? '')
  const found = names.join(' ').split(' ')
  return found.flatMap((name) => document.getElementById(name) ?? []).filter((part) => part.matches('[data-missing]'))
}
