// role=toolbar: one stop of the Tab key, arrows inside, each button a command that says whether it holds or can be done.

export class Toolbar {
  /** `acts` by name: { run(), isActive(), isEnabled(), level() }; `leave` leads back to the text. */
  constructor(bar, acts, leave) {
    this.bar = bar
    this.acts = acts
    this.leave = leave
    this.buttons = [...bar.querySelectorAll('button[data-act]')]
    for (const button of this.buttons) button.tabIndex = -1
    this.#makeStop(this.buttons[0])
    // A press leaves the caret and its selection in the text; on a telephone the keyboard stays.
    bar.addEventListener('mousedown', (event) => event.preventDefault())
    bar.addEventListener('click', (event) => this.#press(event.target.closest('button[data-act]')))
    bar.addEventListener('keydown', (event) => this.#onKey(event))
  }

  focus() {
    this.buttons.find((button) => button.tabIndex === 0).focus()
  }

  /** Shows what holds at the caret. Written only where it differs: this runs at every key. */
  show() {
    for (const button of this.buttons) {
      const act = this.acts[button.dataset.act]
      const isOn = button.hasAttribute('aria-pressed') && act.isActive()
      if (button.hasAttribute('aria-pressed')) set(button, 'aria-pressed', String(isOn))
      set(button, 'aria-disabled', isOn || act.isEnabled() ? null : 'true')
      if (button.dataset.level) showLevel(button, act.level())
    }
  }

  #press(button) {
    if (!button || button.getAttribute('aria-disabled') === 'true') return
    this.#makeStop(button)
    this.acts[button.dataset.act].run()
    this.show()
  }

  #onKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault()
      this.leave()
      return
    }
    const shown = this.buttons.filter((button) => button.checkVisibility())
    const at = shown.indexOf(event.target.closest('button'))
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (at < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const button = shown.at(next % shown.length)
    this.#makeStop(button)
    button.focus()
  }

  #makeStop(button) {
    for (const other of this.buttons) if (other.tabIndex === 0) other.tabIndex = -1
    button.tabIndex = 0
  }
}

function set(element, name, value) {
  if (element.getAttribute(name) === value) return
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}

// The heading's button says which level it is: in its drawing, and in its name.
function showLevel(button, level) {
  set(button, 'data-shown', level === 2 || level === 3 ? String(level) : null)
  set(button, 'aria-label', level ? button.dataset.level.replace('{level}', level) : null)
}
