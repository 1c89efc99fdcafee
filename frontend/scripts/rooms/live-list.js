// A list that asks every four seconds what is new, by a GET that mostly answers 304.
import { closestTo } from '../events.js'

const PAUSE = 4_000
const GONE = 410

export class LiveList {
  /** @param {HTMLElement} live */
  constructor(live) {
    this.live = live
    this.address = live.dataset.live ?? ''
    this.etag = ''
    /** @type {HTMLElement | null} */
    this.fresh = null
    this.isAsking = false
    this.lost = /** @type {HTMLElement | null} */ (document.querySelector('[data-lost]'))
    this.refresh = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-refresh]'))
    this.sorted = this.refresh?.textContent ?? ''
  }

  start() {
    if (this.refresh) this.refresh.hidden = false
    this.refresh?.addEventListener('click', () => this.showFresh())
    document.addEventListener('submit', (event) => this.send(event))
    document.addEventListener('visibilitychange', () => this.ask())
    addEventListener('online', () => this.ask())
    setInterval(() => this.ask(), PAUSE)
    this.ask()
  }

  async ask() {
    if (this.isAsking || document.hidden) return
    this.isAsking = true
    const answer = await fetch(this.address, {
      headers: this.etag ? { 'If-None-Match': this.etag } : {},
      signal: AbortSignal.timeout(2 * PAUSE),
    }).catch(() => null)
    this.isAsking = false
    if (answer?.status === GONE) location.reload()
    const isWell = answer !== null && !answer.redirected && (answer.ok || answer.status === 304)
    if (this.lost) this.lost.hidden = isWell
    if (isWell && answer.ok) this.take(answer.headers.get('ETag') ?? '', await answer.text())
  }

  /**
   * @param {string} etag
   * @param {string} html
   */
  take(etag, html) {
    this.etag = etag
    this.fresh = new DOMParser().parseFromString(`<div>${html}</div>`, 'text/html').body
    for (const part of parts(this.fresh))
      this.update(this.live.querySelector(`[data-live-part=${part.dataset.livePart}]`), part)
    const known = rowsById(this.live)
    const rows = rowsById(this.fresh)
    for (const [id, row] of known)
      if (!rows.has(id)) row.remove()
      else this.update(row, rows.get(id) ?? row)
    this.count([...rows.keys()].filter((id) => !known.has(id)).length)
  }

  /**
   * Puts what is new into a part that stands where it stood; the button that had the focus has it again.
   * @param {HTMLElement | null} old
   * @param {HTMLElement} fresh
   */
  update(old, fresh) {
    if (!old || (old.innerHTML === fresh.innerHTML && old.className === fresh.className)) return
    const place = controls(old).indexOf(/** @type {HTMLElement} */ (document.activeElement))
    old.className = fresh.className
    old.replaceChildren(...[...fresh.childNodes].map((node) => node.cloneNode(true)))
    if (place >= 0) (controls(old)[place] ?? old).focus()
  }

  /** @param {number} number */
  count(number) {
    if (!this.refresh) return
    const words = number > 1 ? this.refresh.dataset.many : this.refresh.dataset.one
    const said = number ? (words ?? '').replace('{n}', `${number}`) : this.sorted
    if (this.refresh.textContent !== said) this.refresh.textContent = said
    this.refresh.classList.toggle('do', number > 0)
  }

  showFresh() {
    const list = this.live.querySelector('[data-live-list]')
    const fresh = this.fresh?.querySelector('[data-live-list]')
    if (!list || !fresh) return
    const id = document.activeElement?.closest('[data-live-list] > *')?.id
    list.replaceChildren(...[...fresh.childNodes].map((node) => node.cloneNode(true)))
    if (id) document.getElementById(id)?.focus()
    this.count(0)
  }

  /**
   * An act is sent without leaving the page; if that fails, the browser sends the form itself.
   * @param {SubmitEvent} event
   */
  async send(event) {
    /** @type {HTMLFormElement | null} */
    const form = closestTo(event, '#acts')
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
    if (!form || !button) return
    event.preventDefault()
    /** @type {RequestInit} */
    const sending = { method: 'POST', body: new FormData(form, button), redirect: 'manual' }
    const answer = await fetch(form.action, sending).catch(() => null)
    if (answer?.type === 'opaqueredirect') return this.ask()
    const sent = document.createElement('input')
    Object.assign(sent, { type: 'hidden', name: button.name, value: button.value })
    form.append(sent)
    form.submit()
  }
}

/**
 * @param {ParentNode} root
 * @returns {NodeListOf<HTMLElement>}
 */
const parts = (root) => root.querySelectorAll('[data-live-part]')

/**
 * @param {HTMLElement} root
 * @returns {HTMLElement[]}
 */
const controls = (root) => [...root.querySelectorAll('button, a')].map((one) => /** @type {HTMLElement} */ (one))

/**
 * The questions of a list by their keys; the line that says that there is none has its own.
 * @param {ParentNode} root
 * @returns {Map<string, HTMLElement>}
 */
export function rowsById(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const rows = root.querySelectorAll('[data-live-list] > *')
  return new Map([...rows].map((row) => [row.id || 'empty', row]))
}
