// The keys that concern more than the text itself; those of the text are the core's.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'

/**
 * Tab belongs to lists and tables, until Esc gives it back to the page.
 * @param {{ toTools(): void, link(): void, released(): void }} doors
 */
export function doorKeys(doors) {
  let isReleased = false
  return new Plugin({
    key: new PluginKey('doors'),
    props: {
      handleDOMEvents: {
        // True without preventing anything: the editor leaves this Tab alone, and the browser moves on.
        keydown: (_view, event) => {
          if (event.key === 'Tab' && isReleased && !event.isComposing) return true
          if (!['Tab', 'Shift'].includes(event.key)) isReleased = false
          return false
        },
        blur: () => {
          isReleased = false
          return false
        },
      },
      handleKeyDown: (_view, event) => {
        if (event.key === 'Escape') {
          isReleased = true
          doors.released()
          return true
        }
        if (event.key === 'F10' && event.altKey) return done(event, doors.toTools)
        if (event.key.toLowerCase() === 'k' && isShortcut(event)) return done(event, doors.link)
        return false
      },
    },
  })
}

/**
 * @param {KeyboardEvent} event
 * @param {() => void} act
 */
function done(event, act) {
  event.preventDefault()
  act()
  return true
}

/** @param {KeyboardEvent} event */
const isShortcut = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey

/**
 * Ctrl+S anywhere on the screen presses the button that saves.
 * @param {HTMLFormElement} form
 */
export function saveByKey(form) {
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !isShortcut(event) || document.querySelector('dialog[open]')) return
    event.preventDefault()
    const controls = /** @type {HTMLButtonElement[]} */ ([...form.elements])
    const button = controls.find((control) => control.type === 'submit' && !control.hasAttribute('formaction'))
    if (button && !button.disabled) form.requestSubmit(button)
  })
}
