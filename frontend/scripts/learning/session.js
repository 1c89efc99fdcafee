// A session with a learning system: what it has of earlier ones, what is stored after each answer, what waits on this device.
import { checksum } from './bits.js'
import { localCopy } from './local-copy.js'
import { beginning, nameOf, pack, unpack } from './state.js'
import { bestScore, done, finalResult, isFurther, withReport } from './progress.js'

/** @import { CourseData, Host, Opened, Progress, Recorded } from './types.d.ts' */
/** @typedef {'refused' | 'ended' | 'review' | 'unreadable' | 'replayed' | 'resumed' | 'waiting' | ''} Beginning How a session began. */

/**
 * Begins a session, and sends what waits on this device.
 * @param {CourseData} course
 * @param {Host | null} host
 */
export async function beginSession(course, host) {
  const opened = host ? await host.open().catch(() => null) : null
  if (!host || !opened || opened === 'ended')
    return { progress: beginning(course), began: /** @type {Beginning} */ (host ? (opened ?? 'refused') : ''), course }
  const own = opened.passMark === undefined ? course : { ...course, passMark: opened.passMark }
  const session = new Session(own, host, opened)
  return { ...(await session.begin()), session, course: own }
}

export class Session {
  #course
  #host
  #opened
  #copy
  /** @type {Recorded[]} */
  #waiting = []
  #told = 0
  /** @type {Promise<boolean>} */
  #last = Promise.resolve(true)

  /** @param {CourseData} course @param {Host} host @param {Opened} opened */
  constructor(course, host, opened) {
    this.#course = course
    this.#host = host
    this.#opened = opened
    this.#copy = localCopy(course, opened.learner)
  }

  /** Whether what is answered is recorded, and not only looked at. */
  get isRecorded() {
    return this.#opened.isRecorded
  }

  /** Whether a page that is loaded again goes on with this session. */
  get bearsReload() {
    return Boolean(this.#host.bearsReload)
  }

  /** Says of which course and learner it is. */
  get name() {
    return `${nameOf(this.#course)}:${checksum(this.#opened.learner)}`
  }

  /** @returns {Promise<{ progress: Progress, began: Beginning }>} */
  async begin() {
    const stored = this.#opened.state ? unpack(this.#opened.state, this.#course) : null
    const progress = stored ?? beginning(this.#course)
    this.#told = progress.reported
    if (!this.#opened.isRecorded) return { progress, began: 'review' }
    const copy = this.#copy.read()
    const waiting = copy && unpack(copy.state, this.#course)
    if (copy && waiting && isFurther(waiting, progress)) {
      this.#waiting = copy.answers
      return { progress: waiting, began: (await this.store(waiting)) ? 'replayed' : 'waiting' }
    }
    if (this.#opened.state && !stored) return { progress, began: 'unreadable' }
    return { progress, began: stored ? 'resumed' : '' }
  }

  /**
   * Stores how far the learner is, with an answer if there is one. Says whether all has arrived; what has not waits on this
   * device, and is sent with what follows.
   * @param {Progress} progress
   * @param {Recorded} [answer]
   * @returns {Promise<boolean>}
   */
  store(progress, answer) {
    const now = withReport(progress, this.#course)
    const state = pack(now, this.#course)
    if (answer) this.#waiting.push(answer)
    if (this.#opened.isRecorded) this.#copy.write({ state, answers: this.#waiting })
    this.#last = this.#last.then(() => this.#send(now, state)).catch(() => false)
    return this.#last
  }

  /** @param {Progress} progress @param {string} state */
  async #send(progress, state) {
    const answers = [...this.#waiting]
    const result = finalResult(progress, this.#course)
    const isNew = progress.reported > this.#told
    const { lesson } = progress
    const hasArrived = await this.#host.save({
      state,
      answers,
      lesson,
      done: done(progress, this.#course),
      score: bestScore(progress, this.#course),
      result,
      isNew,
    })
    if (!hasArrived) return false
    this.#told = progress.reported
    this.#waiting = this.#waiting.filter((one) => !answers.includes(one))
    if (!this.#waiting.length) this.#copy.remove()
    return true
  }

  /** Ends the session. Returns where the system wants to go on, or an empty text, once the end has arrived. */
  close() {
    return this.#host.close()
  }
}
