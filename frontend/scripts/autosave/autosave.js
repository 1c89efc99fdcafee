// Stores one form: in the browser at once, on the server when typing rests.
import { fill, isBlank, isChanged, wordsIn } from './form.js'
import { isGone, send } from './server.js'
import { drop, store } from './local-store.js'
import { giveBackLabels, show } from './state.js'

/** @import { Answer, DraftForm, Entry } from './types.d.ts' */

const REST = 1000
const LONGEST = 3000
const STORE_REST = 300
const LAST_RETRY = 60_000
/** @type {Record<string, string>} what the status of an answer means */
const STATES = { 401: 'expired', 409: 'other' }

export class Autosave {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer
  /** @type {ReturnType<typeof setTimeout> | null} what puts the words into the browser in a moment */
  storing = null
  /** @type {Promise<Answer> | null} the save that waits for the one under way */
  next = null
  /** @type {Promise<Answer> | undefined} */
  now
  /** @type {number | null} when the first word was typed that is not under way yet */
  since = null
  isDirty = false
  isLeaving = false
  isStored = false

  /** @param {DraftForm} form */
  constructor(form) {
    const { draft_writing: writing, draft_sequence: sequence } = form.elements
    this.form = form
    this.hand = newName()
    this.base = this.sequence = Number(sequence.value)
    // What came with the page is a draft already: then it counts, changed or not.
    this.isDraft = this.base > 0 || 'posted' in writing.dataset
    this.retry = REST
  }

  get entry() {
    const { draft_key, draft_writing, draft_label, draft_url } = this.form.elements
    const data = new FormData(this.form)
    const hasWords = (this.isDraft || isChanged(this.form, data)) && !isBlank(this.form, data)
    const { base, sequence, hand } = this
    const names = { key: draft_key.value, writing: draft_writing.value, label: draft_label.value, url: draft_url.value }
    return { ...names, base, sequence, hand, fields: hasWords ? wordsIn(data) : {} }
  }

  /** Something was typed. */
  touch() {
    this.sequence++
    this.isDirty = true
    this.isLeaving = false
    this.since ??= Date.now()
    // An editor makes its text anew each time that it is asked: not at every key.
    if (this.form.querySelector('[data-editor]')) this.storing ??= setTimeout(() => this.storeLocally(), STORE_REST)
    else this.storeLocally()
    this.saveIn(Math.min(REST, Math.max(0, this.since + LONGEST - Date.now())))
  }

  storeLocally() {
    clearTimeout(this.storing ?? undefined)
    this.storing = null
    if (this.isDirty && !this.isLeaving) this.isStored = store(this.entry)
  }

  /** @param {number} time */
  saveIn(time) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), time)
  }

  /** The words go to the server, one at a time; answers how it went. */
  save() {
    clearTimeout(this.timer)
    this.next ??= Promise.resolve(this.now).then(() => {
      this.next = null
      this.now = this.post()
      return this.now
    })
    return this.next
  }

  /**
   * @param {{ leaving?: boolean }} [options]
   * @returns {Promise<Answer>}
   */
  async post(options) {
    const entry = this.entry
    this.since = null
    const answer = await send(entry, options)
    if (!this.isLeaving) await this.take(answer, entry)
    return answer
  }

  /**
   * @param {Answer} answer
   * @param {Entry} entry
   */
  async take(answer, entry) {
    if (answer.status === 200) return this.takeSaved(answer, entry)
    if (isGone(answer)) {
      this.storeLocally()
      show(this.form, this.isStored || !this.isDirty ? 'offline' : 'alone')
      this.retry = Math.min(this.retry * 2, LAST_RETRY)
      this.saveIn(this.retry)
    } else show(this.form, STATES[String(answer.status)] ?? 'refused', answer)
    return undefined
  }

  /**
   * @param {Answer} answer
   * @param {Entry} entry
   */
  takeSaved(answer, entry) {
    drop(entry)
    this.retry = REST
    giveBackLabels(this.form)
    if (answer.ended) return this.beginAnew()
    const { writing = entry.writing, sequence = entry.sequence } = answer
    this.goOn(writing, sequence)
    this.isDirty = this.sequence > Math.max(entry.sequence, sequence)
    if (this.isDirty) this.storeLocally()
    return show(this.form, 'saved', answer)
  }

  /** Its sitting has ended, in another tab or by being sent, and she types on: these words are a new draft. */
  beginAnew() {
    this.goOn(newName(), 0)
    this.sequence = 1
    return this.post()
  }

  /**
   * @param {string} writing
   * @param {number} base
   */
  goOn(writing, base) {
    this.base = base
    this.sequence = Math.max(this.sequence, base)
    this.form.elements.draft_writing.value = writing
    this.form.elements.draft_sequence.value = String(base)
  }

  /**
   * Words that had stayed in the browser stand in the form again.
   * @param {Entry} entry
   * @param {Answer} answer
   */
  putBack(entry, answer) {
    fill(this.form, entry.fields)
    this.isDraft = true
    this.sequence = entry.sequence
    this.goOn(answer.writing ?? entry.writing, answer.sequence ?? entry.base)
    this.isDirty = answer.status !== 200
    this.isStored = true
    return this.take(answer, { ...this.entry, hand: entry.hand })
  }

  /** The page may be going away. */
  flush() {
    if (!this.isDirty || this.isLeaving) return
    this.storeLocally()
    this.post({ leaving: true })
  }

  /**
   * Saves the form before it is sent. Its words count as newer even if nothing was typed: the server may have brought a draft
   * up to date, and what it has would otherwise stay behind as a draft of its own.
   */
  saveToSend() {
    if (this.isDraft && !this.isDirty) this.sequence++
    return this.save()
  }

  /** The form is being sent: from here on its words are the server's business. */
  leave() {
    this.isLeaving = true
    clearTimeout(this.timer)
    clearTimeout(this.storing ?? undefined)
  }

  get isAtRisk() {
    return this.isDirty && !this.isLeaving && !this.isStored && this.form.isConnected
  }
}

/** A random name (UUID); crypto.randomUUID is not there over plain HTTP. */
function newName() {
  const bits = () => crypto.getRandomValues(new Uint8Array(1))[0]
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (sign) =>
    (Number(sign) ^ (bits() & (15 >> (Number(sign) / 4)))).toString(16),
  )
}
