// What stands on the check-in page. Its words are attributes of the page: a script has none of its own.
import { isLike } from './standing.js'

/** @import { Line, Typed } from './types.d.ts' */
/**
 * @typedef {object} Acts
 * @property {(line: Line, is_in: boolean) => void} note
 * @property {(name: string, is_in: boolean) => void} noteName
 * @property {(code: string) => void} read
 */

export class Screen {
  /**
   * @param {HTMLElement} root
   * @param {Acts} acts
   */
  constructor(root, acts) {
    this.root = root
    this.acts = acts
    /** @type {Map<number, { line: Line, row: HTMLElement }>} */
    this.rows = new Map()
    this.clock = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: root.dataset.zone,
    })
    /** @type {(() => void) | null} */
    this.closeCamera = null
    this.search = /** @type {HTMLInputElement} */ (this.part('search'))
    this.search.addEventListener('input', () => this.narrow())
    this.part('searching').addEventListener('submit', (event) => this.enter(event))
    this.part('naming').addEventListener('submit', (event) => this.enterName(event))
    this.part('scan').addEventListener('click', () => this.toggleCamera())
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  part(name) {
    const found = this.root.querySelector(`[data-part="${name}"]`)
    if (!(found instanceof HTMLElement)) throw new Error(`The page has no part "${name}"`)
    return found
  }

  /**
   * A sentence of the page, with what it is about.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   */
  words(name, values = {}) {
    const sentence = this.part('words').dataset[name] ?? ''
    return sentence.replace(/\{(\w+)\}/g, (_all, key) => `${values[key] ?? ''}`)
  }

  /**
   * A time of day by the clock of the site, as the language of the page writes it: "06:15", « 6 h 15 ».
   * @param {number} at
   */
  time(at) {
    const [hh, minute] = this.clock.format(at).split(':')
    return this.words('time', { hh, hour: Number(hh), minute })
  }

  /**
   * @param {'in' | 'out' | 'already'} what
   * @param {string | undefined} name
   * @param {number} at
   */
  tell(what, name, at) {
    const sentences = { in: 'sayIn', out: 'sayOut', already: 'sayAlready' }
    this.say(this.words(sentences[what], { name: name ?? '', time: this.time(at) }), what === 'in' ? 'ok' : 'warn')
  }

  /** @param {'other' | 'unknown' | 'cancelled'} problem */
  refuse(problem) {
    const sentences = { other: 'sayOther', unknown: 'sayUnknown', cancelled: 'sayCancelled' }
    this.say(this.words(sentences[problem]), 'err')
  }

  /**
   * @param {string} words
   * @param {'ok' | 'warn' | 'err'} kind
   */
  say(words, kind = 'ok') {
    const said = this.part('said')
    said.className = `note ${kind}`
    said.textContent = words
    navigator.vibrate?.(kind === 'ok' ? 40 : [80, 60, 80])
  }

  /**
   * @param {'online' | 'offline' | 'signed-out' | 'unstored'} state
   * @param {number} unsent
   */
  showState(state, unsent) {
    const waiting = unsent ? this.words(unsent === 1 ? 'unsentOne' : 'unsentMany', { count: unsent }) : ''
    const where = {
      online: unsent ? '' : 'allSent',
      offline: 'offline',
      'signed-out': 'signedOut',
      unstored: 'unstored',
    }
    const words = [waiting, this.words(where[state])].filter(Boolean).join(' ')
    const line = this.part('state')
    if (line.textContent !== words) line.textContent = words
    line.dataset.state = state === 'online' && unsent ? 'waiting' : state
    this.part('sign-in').hidden = state !== 'signed-out'
  }

  /** @param {{ people: Line[], unmatched: Typed[] }} now */
  show({ people, unmatched }) {
    this.root.removeAttribute('aria-busy')
    for (const line of people) this.showLine(line)
    const known = new Set(people.map(({ id }) => id))
    for (const [id, { row }] of this.rows) if (!known.has(id)) row.remove()
    const here = people.filter(({ came }) => came).length + unmatched.length
    const expected = people.filter(({ state }) => state === 'registered').length
    this.part('count').textContent = this.words('count', { here, expected })
    this.showUnmatched(unmatched)
    this.narrow()
  }

  /** @param {Line} line */
  showLine(line) {
    const known = this.rows.get(line.id)
    const row = known?.row ?? this.newRow(line.id)
    this.rows.set(line.id, { line, row })
    fill(row, 'name', line.name ?? '')
    fill(row, 'site', line.site ?? '')
    fill(row, 'time', line.came ? this.words('inSince', { time: this.time(line.came) }) : '')
    slot(row, 'time').hidden = !line.came
    row.classList.toggle('is-here', Boolean(line.came))
    const [here, undo, waiting] = ['here', 'undo', 'waiting'].map((name) => slot(row, name))
    here.hidden = Boolean(line.came)
    undo.hidden = !line.came
    waiting.hidden = line.state !== 'waiting' || Boolean(line.came)
    for (const button of [here, undo]) fill(button, 'of', line.name ?? '')
  }

  /** @param {number} id */
  newRow(id) {
    const row = this.copy('row')
    const press = (/** @type {boolean} */ is_in) => {
      const line = this.rows.get(id)?.line
      if (line) this.acts.note(line, is_in)
      this.toSearch()
    }
    slot(row, 'here').addEventListener('click', () => press(true))
    slot(row, 'undo').addEventListener('click', () => press(false))
    this.part('people').append(row)
    return row
  }

  /** @param {string} name */
  copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (/** @type {unknown} */ (this.part(name)))
    return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
  }

  /** @param {Typed[]} unmatched */
  showUnmatched(unmatched) {
    const rows = unmatched.map(({ name, came }) => {
      const row = this.copy('typed-row')
      fill(row, 'name', name)
      fill(row, 'time', this.words('inSince', { time: this.time(came) }))
      fill(slot(row, 'undo'), 'of', name)
      slot(row, 'undo').addEventListener('click', () => {
        this.acts.noteName(name, false)
        this.toSearch()
      })
      return row
    })
    this.part('unmatched').replaceChildren(...rows)
  }

  narrow() {
    const typed = this.search.value
    let shown = 0
    for (const { line, row } of this.rows.values()) {
      row.hidden = Boolean(typed) && !isLike(line.name ?? '', typed)
      if (!row.hidden) shown += 1
    }
    this.part('nobody').hidden = !typed.trim() || shown > 0
  }

  /** Enter: whoever is the only one of that name is here. */
  /** @param {Event} event */
  enter(event) {
    event.preventDefault()
    const shown = [...this.rows.values()].filter(({ row }) => !row.hidden)
    if (!this.search.value.trim()) return
    if (shown.length !== 1) return this.say(this.words(shown.length ? 'several' : 'nobody'), 'warn')
    this.acts.note(shown[0].line, true)
    this.toSearch()
  }

  /** @param {Event} event */
  enterName(event) {
    event.preventDefault()
    const field = /** @type {HTMLInputElement} */ (this.part('naming').querySelector('input[name="person"]'))
    const name = field.value.trim()
    if (!name) return
    field.value = ''
    this.acts.noteName(name, true)
  }

  /** The next person: the box is empty again. */
  toSearch() {
    this.search.value = ''
    this.narrow()
    this.search.focus({ preventScroll: true })
  }

  async toggleCamera() {
    const button = this.part('scan')
    const video = /** @type {HTMLVideoElement} */ (this.part('video'))
    const wasOpen = this.closeCamera
    if (wasOpen) wasOpen()
    this.closeCamera = wasOpen ? null : await this.openCamera(video)
    video.hidden = !this.closeCamera
    button.setAttribute('aria-pressed', `${Boolean(this.closeCamera)}`)
  }

  /**
   * @param {HTMLVideoElement} video
   * @returns {Promise<(() => void) | null>}
   */
  async openCamera(video) {
    try {
      const { openCamera } = await import(this.root.dataset.camera ?? '')
      video.hidden = false
      return await openCamera(video, this.root.dataset.reader ?? '', this.acts.read)
    } catch {
      this.say(this.words('noCamera'), 'err')
      return null
    }
  }

  end() {
    this.closeCamera?.()
    this.rows.clear()
    this.root.removeAttribute('aria-busy')
    this.part('desk').hidden = true
    this.part('over').hidden = false
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 */
const slot = (row, name) => /** @type {HTMLElement} */ (row.querySelector(`[data-slot="${name}"]`))

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} words
 */
function fill(row, name, words) {
  const place = slot(row, name)
  if (place.textContent !== words) place.textContent = words
}
