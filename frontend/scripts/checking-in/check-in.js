// What the page does: shows who is expected and who is here, notes who comes, and sends it as soon as there is a network.
import * as device from './device.js'
import { NotTaken, SignedOut, fetchList, sendActs } from './sending.js'
import { forgetShell } from './shell.js'
import { Screen } from './screen.js'
import { standing, whoseCode } from './standing.js'

/** @import { Act, List, Line } from './types.d.ts' */

const PAUSE = 15_000

export class CheckIn {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.person = document.body.dataset.person ?? ''
    this.session = Number(root.dataset.checkIn)
    this.until = Number(root.dataset.until)
    this.token = ''
    /** @type {List | null} */
    this.list = null
    /** @type {Act[]} */
    this.acts = []
    this.isStored = true
    this.state = ''
    /** @type {Promise<void> | null} */
    this.sending = null
    this.screen = new Screen(root, {
      note: (line, is_in) => this.note({ registration: line.id, is_in }, line),
      noteName: (name, is_in) => this.noteName(name, is_in),
      read: (code) => this.read(code),
    })
  }

  async begin() {
    await this.fromDevice().catch(() => {
      this.isStored = false
    })
    if (this.isOver()) return this.end()
    this.show()
    setInterval(() => (this.isOver() ? this.end() : this.synchronise()), PAUSE)
    addEventListener('online', () => this.synchronise())
    addEventListener('offline', () => this.show())
    document.addEventListener('visibilitychange', () => this.synchronise())
    addEventListener('beforeunload', (event) => {
      if (this.acts.length) event.preventDefault()
    })
    await this.synchronise()
  }

  /** What lies on the device; lists of other people, and of days that are over, go. */
  async fromDevice() {
    for (const list of await device.storedLists()) {
      if (list.person !== this.person || Date.now() >= list.until) await device.removeList(list.session)
      else if (list.session === this.session) this.list = list
    }
    this.acts = await device.storedActs(this.person, this.session)
  }

  isOver() {
    return Date.now() >= this.until
  }

  async end() {
    this.list = null
    this.screen.end()
    await device.removeList(this.session).catch(() => {})
    await this.synchronise()
    if (!this.acts.length) await forgetShell().catch(() => {})
  }

  /**
   * @param {{ registration?: number, name?: string, is_in: boolean }} what
   * @param {Line} [line]
   */
  async note(what, line) {
    if (line && what.is_in && line.came) return this.screen.tell('already', line.name, line.came)
    const act = { key: crypto.randomUUID(), person: this.person, session: this.session, at: Date.now(), ...what }
    this.acts.push(act)
    this.screen.tell(what.is_in ? 'in' : 'out', line?.name ?? what.name, act.at)
    this.show()
    await device.storeAct(act).catch(() => {
      this.isStored = false
    })
    await this.synchronise()
  }

  /**
   * @param {string} name
   * @param {boolean} is_in
   */
  noteName(name, is_in) {
    return this.note({ name, is_in })
  }

  /** @param {string} code */
  read(code) {
    if (!this.list) return
    const found = whoseCode(code, this.list)
    if ('problem' in found) return this.screen.refuse(found.problem)
    const line = this.people().find(({ id }) => id === found.line.id)
    if (line) this.note({ registration: line.id, is_in: true }, line)
  }

  people() {
    return this.list ? standing(this.list, this.acts).people : []
  }

  /** Sends what is waiting and fetches the list; one after the other, and never twice at the same time. */
  async synchronise() {
    if (this.sending || document.hidden) return
    this.sending = this.exchange().finally(() => {
      this.sending = null
    })
    await this.sending
    if (this.acts.length && this.state === 'sent') await this.synchronise()
  }

  async exchange() {
    try {
      if (!this.acts.length || !this.token) await this.take(await fetchList(this.root.dataset.list ?? ''))
      if (this.acts.length) await this.send()
      this.state = 'sent'
    } catch (problem) {
      this.state = 'offline'
      if (problem instanceof SignedOut) await this.signedOut()
      if (problem instanceof NotTaken) this.refused(problem.message)
    }
    this.show()
  }

  /** Nothing of the list stays on the device; what is not sent waits until she has signed in again. */
  async signedOut() {
    this.state = 'signed-out'
    this.token = ''
    await device.removeList(this.session).catch(() => {})
  }

  /** @param {string} words */
  refused(words) {
    this.state = 'refused'
    this.screen.say(words, 'err')
  }

  async send() {
    const { sent, answer } = await sendActs(this.root.dataset.acts ?? '', this.token, this.acts)
    for (const { key } of sent) await device.removeAct(key).catch(() => {})
    const keys = new Set(sent.map(({ key }) => key))
    this.acts = this.acts.filter(({ key }) => !keys.has(key))
    await this.take(answer)
    for (const words of Object.values(answer.refused ?? {})) this.screen.say(words, 'err')
  }

  /** @param {import('./sending.js').Answer} answer */
  async take({ token, session, people, unmatched }) {
    this.token = token
    if (this.isOver()) return
    this.list = { session, people, unmatched }
    const stored = { ...this.list, person: this.person, until: this.until, loaded: Date.now() }
    await device.storeList(stored).catch(() => {
      this.isStored = false
    })
  }

  show() {
    const isOffline = !navigator.onLine || this.state === 'offline'
    const state = this.state === 'signed-out' ? 'signed-out' : isOffline ? 'offline' : 'online'
    this.screen.showState(this.isStored ? state : 'unstored', this.acts.length)
    if (this.list) this.screen.show(standing(this.list, this.acts))
  }
}
